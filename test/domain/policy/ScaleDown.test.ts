import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  jobCompletes,
  jobIsToComplete,
  podFails,
  podIsCreated,
  podIsGone,
  podIsLetGo,
  podIsToStop
} from "../Said.ts"
import type { Story } from "../Told.ts"
import {
  at,
  changes,
  changesMetadata,
  containerEnds,
  containerRestarts,
  containerStarts,
  fact,
  isDeleted,
  job,
  podEnds,
  podIsReady,
  podRuns,
  podsEnd,
  podsRun,
  timeIsUp
} from "../Told.ts"

/** Which Pods are asked to terminate, in order, when only one is to be left. */
const stopped = (...story: ReadonlyArray<Story>): ReadonlyArray<number> =>
  given(...story)
    .when(at(900, changes({ parallelism: 1 })))
    .events.flatMap((event) => (event._tag === "PodDeletionRequested" ? [event.ordinal] : []))

const three = job({ parallelism: 3, completions: 9 })
const granted = (ordinal: number) => fact({ _tag: "SlotGranted", ordinal })

describe("when there are too many Pods, first goes (JC-86)", () => {
  it("one without a node", () => {
    expect(stopped(three, granted(0), granted(2))).toEqual([1, 0])
  })

  it("then one that is Pending", () => {
    expect(stopped(three, podRuns(0, { ready: false }), granted(1), podRuns(2, { ready: false }))).toEqual([
      1, 0
    ])
  })

  it("then one that is not ready", () => {
    expect(stopped(three, podRuns(0), podRuns(1), podRuns(2, { ready: false }))).toEqual([2, 0])
  })

  it("then the one that has been ready for the shortest time", () => {
    expect(stopped(three, at(1, podRuns(1)), at(2, podRuns(2)), at(3, podRuns(0)))).toEqual([0, 2])
  })

  it("then the one whose sidecars have restarted most, other init containers left aside", () => {
    const initContainers = ["first", "beside"].map((name, position) => ({
      name,
      image: "busybox",
      ...(position === 0 ? {} : { restartPolicy: "Always" })
    }))
    const runs = [0, 1, 2].flatMap((ordinal) => {
      const fails = ordinal === 0 ? [containerEnds(0, "first", 1), containerStarts(0, "first", 1)] : []
      return [
        granted(ordinal),
        containerStarts(ordinal, "first"),
        ...fails,
        containerEnds(ordinal, "first", 0, fails.length === 0 ? 0 : 1),
        ...["beside", "main"].map((name) => containerStarts(ordinal, name))
      ]
    })
    const again = [containerEnds(1, "beside", 0), containerStarts(1, "beside", 1)]
    const story = job(
      { parallelism: 3, completions: 9, backoffLimit: 50 },
      { restartPolicy: "OnFailure", initContainers }
    )
    // A sidecar that restarted made its Pod ready later than the others: these are made so after it.
    const ready = [0, 2].flatMap((ordinal) => [podIsReady(ordinal, false), podIsReady(ordinal, true)])
    expect(stopped(story, ...runs, ...at(5, ...again, ...ready))).toEqual([1, 0])
  })

  it("then the one that has restarted most", () => {
    const story = [
      job({ parallelism: 3, completions: 9, backoffLimit: 50 }, { restartPolicy: "OnFailure" }),
      ...podsRun(0, 1, 2)
    ]
    const restarts = [1, 1, 2].flatMap((ordinal, step) => [
      ...at(step * 100 + 1, podEnds(ordinal, 1)),
      ...at(step * 100 + 50, containerRestarts(ordinal))
    ])
    // All of them ready at the same instant, whatever went before.
    const again = at(800, ...[0, 1, 2].map((ordinal) => podIsReady(ordinal, false)))
    expect(
      stopped(...story, ...restarts, again, at(801, ...[0, 1, 2].map((ordinal) => podIsReady(ordinal, true))))
    ).toEqual([1, 2])
  })

  it("then the one created last", () => {
    expect(stopped(job({ parallelism: 1, completions: 9 }), at(5, changes({ parallelism: 3 })))).toEqual([
      1, 2
    ])
  })

  it("then the oldest, by its ordinal (TR-30)", () => {
    expect(stopped(three)).toEqual([0, 1])
  })
})

describe("a Job with fewer Pods wanted", () => {
  it("never counts what the stopped ones do (JC-77, SJ-16)", () => {
    const story = given(job({ parallelism: 3, completions: 3 }), podsRun(0, 1, 2))
    const lowered = story.when(at(5, changes({ parallelism: 2 })))
    lowered.decides(podIsLetGo(0), podIsToStop(0))
    expect(lowered.status).toMatchObject({ active: 2, ready: 2, terminating: 1 })
    const ended = given(
      job({ parallelism: 3, completions: 3 }),
      podsRun(0, 1, 2),
      at(5, changes({ parallelism: 2 }))
    )
    ended.when(at(6, podEnds(0, 1))).decides(podFails(0), podIsGone(0))
    expect(ended.when(at(6, podEnds(0, 0))).status).not.toHaveProperty("succeeded")
  })

  it("lets go of a Pod that never had a node at once (TR-16)", () => {
    given(job({ parallelism: 2, completions: 2 }))
      .when(at(5, changes({ parallelism: 1 })))
      .decides(podIsLetGo(0), podIsToStop(0), podIsGone(0))
  })

  it("follows parallelism down and up (SC-32)", () => {
    const story = given(
      job({ parallelism: 5, backoffLimit: 2 }),
      podsRun(0, 1, 2, 3, 4),
      at(5, changes({ parallelism: 2 })),
      at(6, changes({ parallelism: 4 })),
      at(7, ...podsRun(5, 6))
    )
    expect(story.status).toMatchObject({ active: 4, terminating: 3 })
    const succeeded = story.when(at(8, ...podsEnd(0, 3, 4, 5, 6)), at(9, ...podsEnd(143, 0, 1, 2)))
    expect(succeeded.status).toMatchObject({ succeeded: 4, terminating: 0 })
    expect(succeeded.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
  })

  it("is left as it is when it is being deleted and somebody keeps it (JC-67)", () => {
    const story = given(
      job({ parallelism: 2, completions: 2 }),
      podsRun(0, 1),
      at(5, changesMetadata({ finalizers: ["example.com/keep"] }), isDeleted("Background"))
    )
    expect(story.status).toMatchObject({ active: 2 })
    story.when(at(6, changes({ parallelism: 1 }))).decides()
  })

  it("deletes in one step and creates in the next (JC-74)", () => {
    given(
      job({ completionMode: "Indexed", parallelism: 2, completions: 2 }),
      podsRun(0, 1),
      at(1, podEnds(0, 1))
    )
      .when(at(20, changes({ parallelism: 1, completions: 1 })))
      .decides(podIsLetGo(1), podIsToStop(1), podIsCreated(2, 0))
  })
})

describe("an elastic Indexed Job (JC-88)", () => {
  const elastic = job({ completionMode: "Indexed", parallelism: 3, completions: 3 })
  const scaled = (to: number) => changes({ parallelism: to, completions: to })

  it("runs more indexes (SC-39)", () => {
    const story = given(elastic, podsRun(0, 1, 2)).when(at(5, scaled(4)))
    story.decides(podIsCreated(3, 3))
    const done = given(
      elastic,
      podsRun(0, 1, 2),
      at(5, scaled(4), podRuns(3)),
      at(6, ...podsEnd(0, 0, 1, 2, 3))
    )
    expect(done.status).toMatchObject({ succeeded: 4, completedIndexes: "0-3" })
    expect(done.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
  })

  it("runs fewer indexes, forgets the cut-off ones and keeps past failures (SC-40)", () => {
    const failed = [elastic, ...podsRun(0, 1, 2), ...at(4, podEnds(1, 0)), ...at(5, podEnds(2, 1))]
    const replaced = given(...failed, at(15, timeIsUp("backoff")))
    expect(replaced.status).toMatchObject({ active: 2, succeeded: 1, failed: 1, completedIndexes: "1" })
    const lowered = given(...failed, at(15, timeIsUp("backoff")), at(20, scaled(1)), at(21, podEnds(0, 0)))
    expect(lowered.status).toMatchObject({ succeeded: 1, failed: 1, completedIndexes: "0" })
    expect(lowered.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
  })

  it("runs a cut-off index again when it comes back (SC-41)", () => {
    const cut = given(elastic, podsRun(0, 1, 2), at(5, podEnds(2, 0)), at(6, scaled(2)))
    expect(cut.status).toMatchObject({ active: 2 })
    expect(cut.status).not.toHaveProperty("succeeded")
    cut.when(at(7, scaled(3))).decides(podIsCreated(3, 2))
    const done = cut.when(at(7, scaled(3)), podRuns(3), at(8, ...podsEnd(0, 0, 1, 3)))
    expect(done.status).toMatchObject({ succeeded: 3, completedIndexes: "0-2" })
    expect(done.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
  })

  it("completes with nothing to run (SC-42)", () => {
    given(elastic)
      .when(at(5, scaled(0)))
      .decides(
        ...[0, 1, 2].map(podIsLetGo),
        ...[0, 1, 2].map((ordinal) => podIsToStop(ordinal)),
        ...[0, 1, 2].map(podIsGone),
        jobIsToComplete,
        jobCompletes
      )
  })

  it("never counts a Pod of an index beyond completions (JC-12, JC-21, TR-15)", () => {
    const failedPolicy = job({
      completionMode: "Indexed",
      parallelism: 3,
      completions: 3,
      podReplacementPolicy: "Failed"
    })
    const story = given(failedPolicy, podsRun(0, 1, 2), at(5, podEnds(0, 0)), at(6, scaled(2)))
    const ended = story.when(at(7, podEnds(2, 1)))
    ended.decides(podFails(2), podIsGone(2))
    expect(ended.status).not.toHaveProperty("failed")
  })

  it("stops Pods of cut-off indexes even when none is too many (JC-87)", () => {
    const story = given(
      job({ completionMode: "Indexed", parallelism: 3, completions: 3, backoffLimit: 9 }),
      podsRun(0, 1, 2),
      at(5, ...podsEnd(1, 0, 1))
    )
    story.when(at(6, scaled(2))).decides(podIsLetGo(2), podIsToStop(2))
    story
      .when(at(6, scaled(2)), at(7, podEnds(2, 143)), at(25, timeIsUp("backoff")))
      .decides(
        podIsLetGo(2),
        { ...podIsToStop(2) },
        podFails(2),
        podIsGone(2),
        podIsCreated(3, 0),
        podIsCreated(4, 1)
      )
  })
})
