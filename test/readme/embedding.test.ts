import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { assert, it, onTestFinished } from "vitest"

const example = /```ts\n([^]*?)```/.exec(readFileSync("README.md", "utf8"))?.[1] ?? ""

/** What the example says it prints, in the comments behind each call. */
const promised = [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => line)

it("the README's example compiles, and prints what it says", () => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger readme "))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  mkdirSync(join(directory, "node_modules"))
  symlinkSync(resolve("node_modules/effect"), join(directory, "node_modules/effect"))
  symlinkSync(resolve("node_modules/@types"), join(directory, "node_modules/@types"))
  const source = example.replace('"jobledger"', JSON.stringify(resolve("src/index.ts")))
  writeFileSync(join(directory, "embed.mts"), source)
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--allowImportingTsExtensions",
    "--skipLibCheck"
  ]
  execFileSync(
    process.execPath,
    [resolve("node_modules/typescript/bin/tsc"), ...options, "--types", "node", "embed.mts"],
    {
      cwd: directory,
      stdio: "inherit"
    }
  )
  const printed = execFileSync(process.execPath, [join(directory, "embed.mts")], { encoding: "utf8" })
  assert.deepStrictEqual(printed.trimEnd().split("\n"), promised)
})
