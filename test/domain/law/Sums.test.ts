import { assert, describe, it } from "vitest"
import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import type { Tag } from "../../../src/domain/event/Event.ts"
import type { PodSet } from "../../../src/domain/job/PodSet.ts"
import * as Tally from "../../../src/domain/job/Tally.ts"
import type { Pod } from "../../../src/domain/pod/Pod.ts"
import { indexed, indexFails, scaled } from "./Stories.ts"
import { broken, has, leading, upTo, type Batches as History } from "./Tampered.ts"

const law = "sumsAreThoseOfThePods"

/** Whether the law is broken by the history up to a batch with this event, whose Pods are not what they were. */
const bites = (history: History, tag: Tag, to: (podSet: PodSet) => Partial<PodSet>): boolean =>
  broken(
    upTo(
      history,
      has(tag),
      leading(({ podSet }) => ({ podSet: { ...podSet, ...to(podSet) } }))
    ),
    law
  ).includes(law)

/** With its first Pod changed, and nothing else. */
const firstPod =
  (to: Partial<Pod>) =>
  ({ pods }: PodSet): Partial<PodSet> => {
    const [ordinal, pod] = OrdinalMap.first(pods) ?? []
    return ordinal === undefined || pod === undefined
      ? {}
      : { pods: OrdinalMap.set(pods, ordinal, { ...pod, ...to }) }
  }

describe("what counting all Pods gives", () => {
  it.each(Object.keys(Tally.empty))("is each sum: %s", (sum) =>
    assert.isTrue(
      bites(scaled, "PodStarted", ({ tally }) => ({ tally: { ...tally, [sum]: tally.tracked + 7 } }))
    )
  )

  it("is the vacant indexes, and who holds one", () => {
    assert.isTrue(
      bites(indexed, "PodStarted", ({ indexes }) => ({ indexes: { ...indexes, vacant: IntervalSet.empty } }))
    )
    assert.isTrue(
      bites(indexed, "PodStarted", ({ indexes }) => ({
        indexes: { ...indexes, holders: OrdinalMap.empty() }
      }))
    )
    assert.isTrue(
      bites(indexed, "PodReleased", ({ indexes }) => ({
        indexes: { ...indexes, completed: IntervalSet.range(0, 9) }
      }))
    )
  })

  it("changes with a Pod, also where the indexes stay as they are", () => {
    assert.isTrue(bites(indexed, "PodScheduled", firstPod({ phase: "Succeeded" })))
    assert.isTrue(bites(indexed, "PodScheduled", firstPod({ deletionAt: 1 })))
  })

  it("is the Pods that are retained", () =>
    assert.isTrue(
      bites(indexFails, "IndexBackoffArmed", ({ retained }) => ({
        retained: { ...retained, indexes: IntervalSet.range(0, 1) }
      }))
    ))

  it("tells Pods in hand from those that are finished, and knows those that leave", () => {
    assert.isTrue(bites(scaled, "PodStarted", () => ({ finished: IntervalSet.range(0, 0) })))
    assert.isTrue(bites(scaled, "PodStarted", () => ({ leaving: IntervalSet.range(90, 90) })))
  })

  it("is what it is", () => {
    assert.isFalse(bites(scaled, "PodStarted", () => ({})))
    assert.isFalse(bites(indexed, "PodStarted", () => ({})))
  })
})
