import { assert, describe, it } from "vitest"
import type { Job } from "../../../src/domain/job/Job.ts"
import * as Slots from "../../../src/runtime/control/Slots.ts"
import { given } from "../../domain/Given.ts"
import * as Told from "../../domain/Told.ts"

/** A Job with Pods 0, 1, … of these seconds. */
const withPods = (...seconds: ReadonlyArray<number>): Job => {
  const steps = seconds.map((at, position) =>
    position === 0
      ? Told.at(at, Told.job({ parallelism: 1, completions: 9 }))
      : Told.at(at, Told.changes({ parallelism: position + 1 }))
  )
  return given(...steps).job
}

const see = (slots: Slots.Slots, stream: string, job: Job, ...ordinals: ReadonlyArray<number>): void => {
  for (const ordinal of ordinals) Slots.see(slots, { stream, ordinal }, job)
}

const grant = (slots: Slots.Slots): ReadonlyArray<string> =>
  Slots.grant(slots).map(({ stream, ordinal }) => `${stream}/${ordinal}`)

describe("slots (P7)", () => {
  it("are given in the order in which Pods come", () => {
    const slots = Slots.make(3)
    see(slots, "job/b", withPods(0, 0), 0, 1)
    see(slots, "job/a", withPods(0, 0), 0, 1)
    assert.deepStrictEqual(grant(slots), ["job/b/0", "job/b/1", "job/a/0"])
    assert.deepStrictEqual(grant(slots), [])
  })

  it("are put in order oldest first, whosever Pods they are", () => {
    const slots = Slots.make(9)
    see(slots, "job/a", withPods(0, 5), 0, 1)
    see(slots, "job/b", withPods(3, 6), 0, 1)
    Slots.order(slots)
    assert.deepStrictEqual(grant(slots), ["job/a/0", "job/b/0", "job/a/1", "job/b/1"])
  })

  it("go by stream and by ordinal among Pods of the same second (P11)", () => {
    const slots = Slots.make(9)
    const job = withPods(0, 0)
    see(slots, "job/b", job, 1, 0)
    see(slots, "job/a", job, 1, 0)
    Slots.order(slots)
    assert.deepStrictEqual(grant(slots), ["job/a/0", "job/a/1", "job/b/0", "job/b/1"])
  })

  it("are free again when a Pod has ended, or is gone with its Job", () => {
    const slots = Slots.make(1)
    const pair = Told.job({ parallelism: 2, completions: 2 })
    see(slots, "job/a", given(pair).job, 0, 1)
    assert.deepStrictEqual(grant(slots), ["job/a/0"])
    see(slots, "job/a", given(pair, Told.podRuns(0)).job, 0)
    assert.deepStrictEqual(grant(slots), [])
    see(slots, "job/a", given(pair, Told.podRuns(0), Told.podEnds(0, 0)).job, 0)
    assert.deepStrictEqual(grant(slots), ["job/a/1"])
    Slots.see(slots, { stream: "job/a", ordinal: 1 }, undefined)
    see(slots, "job/b", given(pair).job, 0)
    assert.deepStrictEqual(grant(slots), ["job/b/0"])
  })

  it("are for nobody who has one, or is on the way out", () => {
    const slots = Slots.make(9)
    const pair = Told.job({ parallelism: 2, completions: 2, podReplacementPolicy: "Failed" })
    see(slots, "job/a", given(pair, Told.podRuns(0)).job, 0)
    see(slots, "job/b", given(pair).job, 0, 1)
    see(slots, "job/b", given(pair, Told.podIsDeleted(0)).job, 0)
    assert.deepStrictEqual(grant(slots), ["job/b/1"])
  })
})
