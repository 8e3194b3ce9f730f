import { readFileSync, symlinkSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, it } from "vitest"
import * as Command from "./Command.ts"

const block = /```console\n\$ jobledger ([^\n]*)\n[^]*?```/g

/** As a shell takes it apart. */
const wordsOf = (line: string): ReadonlyArray<string> =>
  (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""))

/** Accept what the commands say now with `vitest run test/adapters/cli/Docs.test.ts -u`. */
it.each(["docs/cli.md", "README.md"])("%s shows what the commands say", { timeout: 60_000 }, async (page) => {
  const directory = Command.directory({})
  symlinkSync(resolve("examples"), join(directory, "examples"))
  // The log the README's tour keeps, in a command whose output it does not show.
  Command.run(["simulate", "examples/third-index-fails-twice.yaml", "--log", "demo.jsonl"], {
    cwd: directory
  })
  const text = readFileSync(page, "utf8").replaceAll(block, (_, line: string) => {
    const { stdout, stderr } = Command.run(wordsOf(line), { cwd: directory })
    return `\`\`\`console\n$ jobledger ${line}\n${stdout}${stderr}\`\`\``
  })
  await expect(text).toMatchFileSnapshot(`../../../${page}`)
})
