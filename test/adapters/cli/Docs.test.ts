import { readFileSync, symlinkSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, it } from "vitest"
import * as Command from "./Command.ts"

const page = "../../../docs/cli.md"

const block = /```console\n\$ jobledger ([^\n]*)\n[^]*?```/g

/** Accept what the commands say now with `vitest run test/adapters/cli/Docs.test.ts -u`. */
it("shows what the commands say", async () => {
  const directory = Command.directory({})
  symlinkSync(resolve("examples"), join(directory, "examples"))
  const text = readFileSync("docs/cli.md", "utf8").replaceAll(block, (_, line: string) => {
    const { stdout, stderr } = Command.run(line.split(" "), { cwd: directory })
    return `\`\`\`console\n$ jobledger ${line}\n${stdout}${stderr}\`\`\``
  })
  await expect(text).toMatchFileSnapshot(page)
})
