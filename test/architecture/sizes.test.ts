import { assert, describe, it } from "vitest"
import { ceilings } from "./ceilings.ts"
import * as Sizes from "./Sizes.ts"
import { load, parse } from "./Source.ts"

const sources = load("src/**/*.ts", "test/**/*.ts", "bench/**/*.ts").filter(
  ({ path }) => !Sizes.isSchemaTable(path)
)

it("files and functions stay small, and the ceilings of the others only fall", () => {
  const sizes = sources.flatMap((source) => [Sizes.fileSize(source), ...Sizes.functionSizes(source)])
  assert.deepStrictEqual(Sizes.oversized(sizes, ceilings), [])
})

describe("the rule", () => {
  const lines = (count: number) => "run()\n".repeat(count)
  const of = "src/domain/Job.ts"

  it("counts the lines of a file", () => {
    assert.deepStrictEqual(Sizes.fileSize(parse(of, lines(3))), { of, lines: 3, limit: 250 })
    assert.strictEqual(Sizes.fileSize(parse("test/domain/Job.test.ts", lines(3))).limit, 400)
  })

  it.each([
    ["decide", (body: string) => `export const decide = () => {\n${body}}`],
    ["decide", (body: string) => `export function decide() {\n${body}}`],
    ["layer", (body: string) => `export const layer = Layer.effect(Effect.gen(function* () {\n${body}}))`],
    ["sync", (body: string) => `export const decider = {\nsync: () => {\n${body}} }`]
  ])("counts the lines of a function: %s", (name, text) => {
    const sizes = Sizes.functionSizes(parse(of, text(lines(3))))
    assert.deepStrictEqual(sizes, [{ of: `${of}#${name}`, lines: 5, limit: 40 }])
  })

  it("does not count a suite as a function", () =>
    assert.deepStrictEqual(Sizes.functionSizes(parse(of, `describe("a Job", () => {\n${lines(50)}})`)), []))

  it("bites beyond the limit", () => {
    assert.lengthOf(Sizes.oversized([{ of, lines: 251, limit: 250 }], {}), 1)
    assert.deepStrictEqual(Sizes.oversized([{ of, lines: 250, limit: 250 }], {}), [])
  })

  it("bites beyond a ceiling", () => {
    assert.lengthOf(Sizes.oversized([{ of, lines: 301, limit: 250 }], { [of]: 300 }), 1)
    assert.deepStrictEqual(Sizes.oversized([{ of, lines: 298, limit: 250 }], { [of]: 300 }), [])
  })

  it("asks to lower a ceiling that has become generous", () =>
    assert.lengthOf(Sizes.oversized([{ of, lines: 280, limit: 250 }], { [of]: 300 }), 1))

  it("asks to take out what needs no ceiling", () => {
    assert.lengthOf(Sizes.oversized([{ of, lines: 250, limit: 250 }], { [of]: 300 }), 1)
    assert.lengthOf(Sizes.oversized([], { [of]: 300 }), 1)
  })
})
