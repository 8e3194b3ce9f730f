import { globSync } from "node:fs"
import { assert, describe, it } from "vitest"
import * as Names from "./Names.ts"
import { load, parse } from "./Source.ts"

const sources = load("src/**/*.ts")
const paths = globSync("{src,test,bench,examples,docs}/**", { exclude: ["**/node_modules/**"] }).toSorted()

describe("the repository", () => {
  it("has no drawers without a label", () =>
    assert.deepStrictEqual(
      paths.filter((path) => Names.drawersIn(path).length > 0),
      []
    ))

  it("names each source after its idea", () =>
    assert.deepStrictEqual(
      sources.map(({ path }) => path).filter((path) => !Names.isWellNamed(path)),
      []
    ))

  it("passes names on in its entries only", () =>
    assert.deepStrictEqual(sources.flatMap(Names.passesNothingOn), []))
})

describe("the rule", () => {
  it.each([
    "src/utils.ts",
    "src/domain/helpers/Pod.ts",
    "test/Common.ts",
    "src/runtime/PodManager.ts",
    "src/domain/types.ts",
    "src/Base.ts"
  ])("bites on a drawer: %s", (path) => assert.isNotEmpty(Names.drawersIn(path)))

  it.each(["src/domain/Base32.ts", "src/domain/PodType.ts", "src/domain/Managed.ts"])(
    "lets pass an idea: %s",
    (path) => assert.isEmpty(Names.drawersIn(path))
  )

  it.each(["src/domain/job.ts", "src/domain/index.ts", "src/domain/pod-names.ts", "src/domain/Job.mts"])(
    "bites on a name: %s",
    (path) => assert.isFalse(Names.isWellNamed(path))
  )

  it.each(["src/index.ts", "src/testing.ts", "src/adapters/cli/main.ts", "src/domain/Job.ts"])(
    "lets pass a name: %s",
    (path) => assert.isTrue(Names.isWellNamed(path))
  )

  it.each([
    `export * from "./Pod.ts"`,
    `export * as Pod from "./Pod.ts"`,
    `export type { Pod } from "./Pod.ts"`
  ])("bites on passing on: %s", (text) => {
    assert.lengthOf(Names.passesNothingOn(parse("src/domain/Job.ts", text)), 1)
    assert.isEmpty(Names.passesNothingOn(parse("src/index.ts", text)))
  })
})
