import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import { load, parse } from "./Source.ts"
import * as Tidiness from "./Tidiness.ts"

const sources = load("src/**/*.ts", "test/**/*.ts", "bench/**/*.ts", "*.config.ts")

/** What git keeps, and what it would keep if it were added now. */
const kept = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8"
})
  .split("\0")
  .filter((path) => path !== "" && existsSync(path))

describe("the repository", () => {
  it("leaves nothing unfinished or switched off", () =>
    assert.deepStrictEqual(sources.flatMap(Tidiness.comments), []))
  it("runs every test", () => assert.deepStrictEqual(sources.flatMap(Tidiness.runsEveryTest), []))

  it("is true on every machine", () =>
    // The tests of these rules name what the rules look for.
    assert.deepStrictEqual(
      kept
        .filter((path) => path !== "test/architecture/tidiness.test.ts")
        .flatMap((path) => Tidiness.machinePaths(path, readFileSync(path, "utf8"))),
      []
    ))

  it("locks versions and not the registry they came from", () => {
    assert.notInclude(readFileSync("package-lock.json", "utf8"), `"resolved"`)
    assert.notMatch(readFileSync(".npmrc", "utf8"), /registry\s*=/)
  })

  it("pins every version", () => {
    // The shape of this repository's own manifest.
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Record<
      string,
      Record<string, string>
    >
    const versions = Object.values({ ...manifest["dependencies"], ...manifest["devDependencies"] })
    assert.deepStrictEqual(
      versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version)),
      []
    )
  })
})

describe("the rule", () => {
  it.each([
    "// TODO: count",
    "/* FIXME */",
    "// @ts-expect-error",
    "// @ts-ignore",
    "/* eslint-disable */",
    "// oxlint-disable-next-line"
  ])("bites on a comment: %s", (text) =>
    assert.lengthOf(Tidiness.comments(parse("src/domain/Job.ts", text)), 1)
  )
  it("lets pass what only speaks of it", () =>
    assert.isEmpty(Tidiness.comments(parse("src/domain/Job.ts", `run("TODO")`))))

  it.each([`it.skip("a", run)`, `describe.only("a", run)`, `test.todo("a")`, `it.skipIf(isBare)("a", run)`])(
    "bites on a test: %s",
    (text) => assert.lengthOf(Tidiness.runsEveryTest(parse("test/a.test.ts", text)), 1)
  )
  it("lets pass a test that says why it is skipped", () =>
    assert.isEmpty(
      Tidiness.runsEveryTest(parse("test/a.test.ts", `it("a", (context) => context.skip("no Docker"))`))
    ))

  it.each([
    `cd ${["", "work", "main"].join("/")}`,
    "see ../shared/design.md",
    "/root/.npmrc",
    "/home/me/jobs"
  ])("bites on a path: %s", (text) => assert.lengthOf(Tidiness.machinePaths("README.md", text), 1))
  it("lets pass what is there on every machine", () =>
    assert.isEmpty(
      Tidiness.machinePaths("README.md", `${["docs", "work", ""].join("/")} and /tmp, shared by all`)
    ))
})
