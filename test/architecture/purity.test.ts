import { assert, describe, it } from "vitest"
import * as Purity from "./Purity.ts"
import { load, parse, type Rule } from "./Source.ts"

const domain = load("src/domain/**/*.ts")

describe("the domain", () => {
  it("takes only data modules from effect", () =>
    assert.deepStrictEqual(domain.flatMap(Purity.takesOnlyData), []))
  it("knows no clock, no chance and no world", () =>
    assert.deepStrictEqual(domain.flatMap(Purity.knowsNoWorld), []))
  it("only returns", () => assert.deepStrictEqual(domain.flatMap(Purity.onlyReturns), []))
  it("claims nothing without a sentence", () =>
    assert.deepStrictEqual(domain.flatMap(Purity.claimsNothing), []))
})

const bites = (rule: Rule, text: string) => assert.isNotEmpty(rule(parse("src/domain/Job.ts", text)))
const passes = (rule: Rule, text: string) =>
  assert.deepStrictEqual(rule(parse("src/domain/Job.ts", text)), [])

describe("the rule about effect", () => {
  it.each([
    `import { Effect } from "effect"`,
    `import { Schema, type Layer as L } from "effect"`,
    `import type { Context } from "effect"`,
    `import * as everything from "effect"`,
    `import * as Clock from "effect/Clock"`,
    `import { TestClock } from "effect/testing"`,
    `export * from "effect"`
  ])("bites: %s", (text) => bites(Purity.takesOnlyData, text))

  it.each([
    `import { Option, pipe, type Schema as S } from "effect"`,
    `import * as Array from "effect/Array"`,
    `import * as Effect from "./Effect.ts"`
  ])("lets pass: %s", (text) => passes(Purity.takesOnlyData, text))
})

describe("the rule about the world", () => {
  it.each([
    "export const now = () => Date.now()",
    "export const now = () => new Date()",
    "export const then = Date.UTC(2024, 1)",
    "export const read = (text: string) => Date.parse(text)",
    "export const now = DateTime.nowUnsafe()",
    "export const shown = (at: DateTime.Utc) => DateTime.formatLocal(at)",
    "export const zoned = DateTime.setZoneNamed(at, zone)",
    "export const dice = () => Math.random()",
    "export const clock = { performance }",
    "export const home = process.env.HOME",
    "export const id = () => crypto.randomUUID()",
    "setTimeout(() => {}, 1)",
    "console.log(1)",
    "export const get = [fetch]",
    "export const it = globalThis",
    "export const where = import.meta.url"
  ])("bites: %s", (text) => bites(Purity.knowsNoWorld, text))

  it.each([
    "export const of = (job: { process: number }) => ({ process: job.process, Date: 1 })",
    "DateTime.formatIso(DateTime.makeUnsafe(at))",
    `export const text = "new Date()" // Date.now()`
  ])("lets pass: %s", (text) => passes(Purity.knowsNoWorld, text))
})

describe("the rule about returning", () => {
  it.each([
    "let count = 0",
    "var count = 0",
    "for (let at = 0; at < 3; at++) {}",
    "export const fail = () => { throw new Error() }",
    "try { run() } catch {}",
    "export class Job {}",
    `export class Job extends Schema.Class<Job>("Job")({}) {}`,
    "export const wait = async () => { await run() }"
  ])("bites: %s", (text) => bites(Purity.onlyReturns, text))

  it.each([
    `export class JobNotFound extends Schema.TaggedError<JobNotFound>()("JobNotFound", {}) {}`,
    `export class JobNotFound extends Data.TaggedError("JobNotFound")<{ name: string }> {}`,
    "for (const pod of pods) run(pod)"
  ])("lets pass: %s", (text) => passes(Purity.onlyReturns, text))
})

describe("the rule about claims", () => {
  it.each([
    "export const one = two as number",
    "// An old remark.\n\nexport const one = two as number",
    "export const one = two as unknown as number",
    "export const one = <number>two",
    "export const one = two!",
    "export const one = (two: any) => two",
    "export const one = (two: Array<any>) => two"
  ])("bites: %s", (text) => bites(Purity.claimsNothing, text))

  it.each([
    "export const one = [1] as const",
    "// The schema has checked it.\nexport const one = two as number",
    "export const one = two as number // The schema has checked it.",
    "export const one = { two: 2 } satisfies Two",
    "export const isOne = !two"
  ])("lets pass: %s", (text) => passes(Purity.claimsNothing, text))
})
