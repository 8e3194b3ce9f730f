import { assert, describe, it } from "vitest"
import { unordered } from "./ceilings.ts"
import * as Order from "./Order.ts"
import { load, parse, type Rule } from "./Source.ts"

const domain = load("src/domain/**/*.ts")

describe("the domain", () => {
  it("iterates in an order of its own, except where listed", () => {
    const violations = domain.flatMap((source) => {
      const found = Order.iteratesInOrder(source)
      return found.length > (unordered[source.path] ?? 0) ? found : []
    })
    assert.deepStrictEqual(violations, [])
  })

  it("lists no more exceptions than there are", () => {
    const counts = domain.map((source) => [source.path, Order.iteratesInOrder(source).length] as const)
    const actual = Object.fromEntries(counts.filter(([path, count]) => count > 0 && path in unordered))
    assert.deepStrictEqual(unordered, actual)
  })

  it("sorts by an order", () => assert.deepStrictEqual(domain.flatMap(Order.sortsByAnOrder), []))
  it("knows no locale", () => assert.deepStrictEqual(domain.flatMap(Order.knowsNoLocale), []))
  it("divides whole", () => assert.deepStrictEqual(domain.flatMap(Order.dividesWhole), []))
  it("writes no fraction", () => assert.deepStrictEqual(domain.flatMap(Order.writesNoFraction), []))
})

const bites = (rule: Rule, text: string) => assert.isNotEmpty(rule(parse("src/domain/Job.ts", text)))
const passes = (rule: Rule, text: string) =>
  assert.deepStrictEqual(rule(parse("src/domain/Job.ts", text)), [])

describe("the rule about iterating", () => {
  it.each([
    "Object.keys(pods).map(run)",
    "Object.entries(pods)",
    "Object.values(pods)",
    "Record.toEntries(pods)",
    "pods.pipe(HashMap.values)",
    "HashMap.reduce(pods, 0, add)",
    "for (const name in pods) run(name)",
    "export const names = new Set(list)",
    "export const pods = new Map()"
  ])("bites: %s", (text) => bites(Order.iteratesInOrder, text))

  it.each([
    "HashMap.get(pods, name)",
    "for (const pod of pods) run(pod)",
    "Record.map(labels, run)",
    "export const hasAny = Object.keys(labels).length > 0",
    "export const keys = (map: { keys: number }) => map.keys"
  ])("lets pass: %s", (text) => passes(Order.iteratesInOrder, text))
})

describe("the rule about sorting", () => {
  it.each(["pods.sort()", "pods.filter(run).toSorted()"])("bites: %s", (text) =>
    bites(Order.sortsByAnOrder, text)
  )
  it.each(["pods.toSorted(byOrdinal)", "Array.sort(pods, byOrdinal)"])("lets pass: %s", (text) =>
    passes(Order.sortsByAnOrder, text)
  )
})

describe("the rule about locales", () => {
  it.each(["a.localeCompare(b)", "name.toLocaleLowerCase()", "(1).toLocaleString()"])("bites: %s", (text) =>
    bites(Order.knowsNoLocale, text)
  )
  it("lets pass what has no locale", () => passes(Order.knowsNoLocale, "name.toLowerCase()"))
})

describe("the rules about numbers", () => {
  it.each(["export const half = all / 2", "half /= 2", "Math.max(all / 2)"])("bites: %s", (text) =>
    bites(Order.dividesWhole, text)
  )
  it.each(["Math.floor(all / 2)", "Math.trunc((all + 1) / 2)", "all / 2n", "BigInt(all) / per"])(
    "lets pass: %s",
    (text) => passes(Order.dividesWhole, text)
  )
  it.each(["all * 0.5", "parseFloat(text)", "Number.parseFloat(text)", "(1).toFixed(2)"])(
    "bites: %s",
    (text) => bites(Order.writesNoFraction, text)
  )
  it("lets pass whole numbers", () => passes(Order.writesNoFraction, "all * 10 + 1e3"))
})
