import { describe, expect, it } from "vitest"
import * as Random from "../../../src/runtime/check/Random.ts"

const times = 10_000

const drawn = <A>(draw: () => A): ReadonlyArray<A> => Array.from({ length: times }, draw)

const mean = (numbers: ReadonlyArray<number>): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length

describe("numbers that look random", () => {
  it("are the same for the same keys, for ever", () => {
    const random = Random.make(1, 2, 3)
    expect([random(), random(), random()].map((one) => one.toFixed(6))).toMatchInlineSnapshot(`
      [
        "0.603701",
        "0.084590",
        "0.763727",
      ]
    `)
  })

  it.each([
    ["of one stream", drawn(Random.make(7))],
    ["that are the first of many streams", Array.from({ length: times }, (_, key) => Random.make(7, key)())],
    ["of seeds above 32 bits", Array.from({ length: times }, (_, key) => Random.make(2 ** 32 * key)())]
  ])("%s are spread evenly", (_, numbers) => {
    expect(mean(numbers)).toBeCloseTo(0.5, 1)
    expect(new Set(numbers.map((one) => Math.floor(one * 100))).size).toBe(100)
    expect(numbers.every((one) => one >= 0 && one < 1)).toBe(true)
  })
})

describe("a span of time", () => {
  it("lies between its bounds, as often in each tenfold", () => {
    const random = Random.make(1)
    const spans = drawn(() => Random.logUniform(random, 10, 1000))
    expect(Math.min(...spans)).toBe(10)
    expect(Math.max(...spans)).toBeGreaterThan(990)
    expect(Math.max(...spans)).toBeLessThanOrEqual(1000)
    expect(spans.filter((one) => one < 100).length / times).toBeCloseTo(0.5, 1)
  })

  it("may be but one", () => expect(Random.logUniform(Random.make(1), 5, 5)).toBe(5))
})

describe("how often something happens in a row", () => {
  it("is never where it is impossible, and without end where it is certain", () => {
    expect(Random.timesInARow(Random.make(1), 0)).toBe(0)
    expect(Random.timesInARow(Random.make(1), 1)).toBe(Number.MAX_SAFE_INTEGER)
  })

  it("is once more as often as it is likely", () => {
    const random = Random.make(1)
    const rows = drawn(() => Random.timesInARow(random, 0.25))
    expect(rows.filter((one) => one > 0).length / times).toBeCloseTo(0.25, 1)
    expect(mean(rows)).toBeCloseTo(1 / 3, 1)
  })
})

it("one of none is nothing", () => expect(Random.pick(Random.make(1), [])).toBeUndefined())
