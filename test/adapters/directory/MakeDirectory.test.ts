import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, describe, it, onTestFinished } from "vitest"
import { makeDirectory } from "../../../src/adapters/directory/MakeDirectory.ts"

describe("a directory is made", () => {
  it("with all that is missing above it, with its mode, and again for nothing", () => {
    const home = mkdtempSync(join(tmpdir(), "jobledger-"))
    onTestFinished(() => rmSync(home, { recursive: true }))
    const path = join(home, "a", "b c", "d")
    makeDirectory(path, 0o700)
    makeDirectory(path, 0o700)
    assert.strictEqual(statSync(path).mode & 0o777, 0o700)
    assert.strictEqual(statSync(join(home, "a")).mode & 0o777, 0o700)
  })

  it("or refused, where there is something else", () => {
    const home = mkdtempSync(join(tmpdir(), "jobledger-"))
    onTestFinished(() => rmSync(home, { recursive: true }))
    writeFileSync(join(home, "file"), "")
    assert.throws(() => makeDirectory(join(home, "file")), /EEXIST/)
    assert.throws(() => makeDirectory(join(home, "file", "below")), /ENOTDIR/)
  })

  it.each(["/dev/null/here", "/proc/nothing/here"])("or refused, where nothing can be made: %s", (path) =>
    assert.throws(() => makeDirectory(path), /ENO|EROFS|EACCES|EPERM/)
  )
})
