import { describe, expect, it } from "vitest"
import * as Comparison from "../../../src/runtime/conformance/Comparison.ts"
import * as Difference from "../../../src/runtime/conformance/Difference.ts"
import * as Alterations from "./Alterations.ts"
import * as Fixtures from "./Fixtures.ts"

describe("Comparison", () => {
  it.each(Fixtures.traces.map(({ id }) => id))("finds no difference between %s and itself", (id) => {
    expect(Comparison.compare(Fixtures.answer(id), Fixtures.answer(id))).toEqual([])
  })

  it.each(Alterations.all)("reports $what as a difference of $item", ({ item, id, alter }) => {
    const recorded = Fixtures.answer(id)
    const differences = Comparison.compare(recorded, alter(recorded))
    expect(new Set(differences.map((difference) => difference.item))).toEqual(new Set([item]))
  })

  it("is tried with an alteration of every item", () => {
    const tried = new Set<string>(["answer", ...Alterations.all.map(({ item }) => item)])
    expect(Difference.items.filter((item) => !tried.has(item))).toEqual([])
  })

  it.each(Alterations.freedoms)(
    "does not look at what upstream leaves open, $what (TR-32 to TR-35)",
    ({ id, alter }) => {
      const recorded = Fixtures.answer(id)
      expect(alter(recorded)).not.toEqual(recorded)
      expect(Comparison.compare(recorded, alter(recorded))).toEqual([])
      expect(Comparison.compare(alter(recorded), recorded)).toEqual([])
    }
  )

  it("leaves open whether a Pod deleted while Pending ends as Pending or as Failed (TR-36)", () => {
    const recorded = Fixtures.answer(Fixtures.failedIndexes)
    const pending = Alterations.deletedWhilePending("Pending")(recorded)
    expect(Comparison.compare(pending, Alterations.deletedWhilePending("Failed")(recorded))).toEqual([])
    expect(Comparison.compare(pending, Alterations.deletedWhilePending("Succeeded")(recorded))).toHaveLength(
      1
    )
  })

  it("lists differences in the order of the items", () => {
    const recorded = Fixtures.answer(Fixtures.deletedWhileRunning)
    const differences = Comparison.compare(recorded, {
      ...recorded,
      rejected: [],
      pods: [],
      events: [],
      status: { startTime: "2027-01-01T00:00:00Z" },
      statusHistory: []
    })
    const places = differences.map(({ item }) => Difference.items.indexOf(item))
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(places.length).toBeGreaterThan(10)
  })

  it("compares histories that were cut after 200 entries only as far as both reach (TR-23)", () => {
    const recorded = Fixtures.answer(Fixtures.failedIndexes)
    const cut = { ...recorded, statusHistory: recorded.statusHistory.slice(0, 6), statusHistoryTruncated: 9 }
    expect(Comparison.compare(cut, recorded)).toEqual([])
    const [first, ...others] = recorded.statusHistory
    expect(first).toBeDefined()
    const differences = Comparison.compare(cut, { ...recorded, statusHistory: others })
    expect(differences.map(({ item }) => item)).toEqual(["interim statuses"])
  })
})

describe("a difference", () => {
  it("is described in one line: what is, where, and what is expected", () => {
    const difference = { item: "failed", path: "status.failed", expected: 2, actual: undefined } as const
    expect(Difference.describe(difference)).toBe("failed: status.failed is absent, expected 2")
  })

  it("is described without the end of long values", () => {
    const actual = "x".repeat(1000)
    const line = Difference.describe({ item: "events", path: "events", expected: "", actual })
    expect(line.length).toBeLessThan(300)
  })
})
