import { describe, expect, it } from "vitest"
import * as PodNames from "../../../src/domain/pod/PodNames.ts"
import { given, type Outcome } from "../Given.ts"
import { backoff, jobStarts, podCounts, podFails, podIsCreated, podSucceeds } from "../Said.ts"
import { at, changes, job, podEnds, podIsDeleted, podRuns, podsRun, timeIsUp, uid } from "../Told.ts"

const indexed = (parallelism: number, completions: number) =>
  job({ completionMode: "Indexed", parallelism, completions })

const created = ({ events }: Outcome) =>
  events.flatMap((event) => (event._tag === "PodCreated" ? [event] : []))

describe("an Indexed Job", () => {
  it.each([
    ["FP-01", 5, 3, [0, 1, 2]],
    ["FP-02", 2, 5, [0, 1]],
    ["SJ-34", 2, 5, [0, 1]]
  ])("starts with its lowest indexes (JC-81, %s)", (_, parallelism, completions, indexes) => {
    given()
      .when(indexed(parallelism, completions))
      .decides(jobStarts(0), ...indexes.map((index) => podIsCreated(index, index)))
  })

  it("goes on with the lowest index that is free (JC-81, SC-34)", () => {
    given(indexed(3, 4), podsRun(0, 1, 2))
      .when(at(5, podEnds(1, 0)))
      .decides(podSucceeds(1), podCounts(1, "Succeeded"), podIsCreated(3, 3))
  })

  it("runs a failed index again, before higher ones (JC-81, SC-34)", () => {
    given(indexed(2, 4), podsRun(0, 1), at(5, podEnds(0, 1)))
      .when(at(15, timeIsUp("backoff")))
      .decides(podIsCreated(2, 0))
  })

  it("creates fewer Pods than wanted when fewer indexes are free (JC-81)", () => {
    const failed = job({
      completionMode: "Indexed",
      parallelism: 2,
      completions: 2,
      podReplacementPolicy: "Failed"
    })
    given(failed, podsRun(0, 1), at(5, podIsDeleted(0)))
      .when(at(6, podEnds(1, 1)))
      .decides(podFails(1), podCounts(1, "Failed"), backoff(1, 6, 16))
    given(failed, podsRun(0, 1), at(5, podIsDeleted(0)), at(6, podEnds(1, 1)))
      .when(at(16, timeIsUp("backoff")))
      .decides(podIsCreated(2, 1))
  })
})

describe("a Job that is not Indexed", () => {
  it("numbers its Pods and gives them no index", () => {
    const story = given(job({ parallelism: 2, completions: 2 }))
    expect(created(story).map(({ ordinal, index }) => [ordinal, index])).toEqual([
      [0, undefined],
      [1, undefined]
    ])
  })

  it("creates what raising parallelism asks for (SC-32)", () => {
    given(job({ parallelism: 1, completions: 4 }))
      .when(at(3, changes({ parallelism: 3 })))
      .decides(podIsCreated(1), podIsCreated(2))
  })
})

describe("a Pod that is created", () => {
  it("is named by its Job, index and ordinal (P4, JC-90)", () => {
    const story = given(indexed(1, 2), podRuns(0), at(5, podEnds(0, 0)))
    expect(created(story).map(({ name, uid: podUid }) => [name, podUid])).toEqual([
      [PodNames.name({ name: "demo", uid }, 0, 0), PodNames.uid(uid, 0)],
      [PodNames.name({ name: "demo", uid }, 1, 1), PodNames.uid(uid, 1)]
    ])
  })

  it("has the ordinal after all that were created before, also of Pods long gone", () => {
    const story = given(
      job({ parallelism: 2, completions: 2 }),
      at(1, podIsDeleted(0)),
      at(20, timeIsUp("backoff"))
    )
    expect(created(story).map(({ ordinal }) => ordinal)).toEqual([0, 1, 2])
  })
})
