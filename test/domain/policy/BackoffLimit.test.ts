import { describe, expect, it } from "vitest"
import { given, type Outcome } from "../Given.ts"
import {
  backoff,
  containerIsToRestart,
  jobFails,
  jobIsToFail,
  podCounts,
  podFails,
  podIsReady,
  podIsToStop
} from "../Said.ts"
import type { SpecFields, Story } from "../Told.ts"
import {
  at,
  changes,
  containerEnds,
  containerRestarts,
  containerStarts,
  fact,
  isSuspended,
  job,
  podEnds,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const exceeded = "BackoffLimitExceeded"
const onFailure = { restartPolicy: "OnFailure" }

/** A Pod that runs and was restarted in place so many times, in the first minutes of the story. */
const restarted = (ordinal: number, times: number): ReadonlyArray<Story> =>
  Array.from({ length: times }, (_, run) => [
    ...at(run * 100 + 1, podEnds(ordinal, 1)),
    ...at(run * 100 + 60, containerRestarts(ordinal))
  ])

/** A Pod of two containers: one is restarted so many times, the other never starts, so that the Pod is Pending. */
const twoContainers = {
  ...onFailure,
  containers: [
    { name: "main", image: "busybox" },
    { name: "late", image: "busybox" }
  ]
}
const restartedWhilePending = (ordinal: number, times: number): ReadonlyArray<Story> => {
  const restarts = Array.from({ length: times }, (_, attempt) => [
    at(attempt * 100, containerEnds(ordinal, "main", 1, attempt)),
    at(attempt * 100 + 50, containerRestarts(ordinal))
  ])
  return [fact({ _tag: "SlotGranted", ordinal }), containerStarts(ordinal, "main"), ...restarts.flat()]
}

describe("with restartPolicy Never", () => {
  it("a Job survives as many failures as its limit (JC-104, RP-13)", () => {
    given(job({ backoffLimit: 1 }), podRuns(0))
      .when(at(1, podEnds(0, 1)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 1, 11))
  })

  it("a Job fails with one failure more than its limit (JC-104, RP-14)", () => {
    const second = [job({ backoffLimit: 1 }), podRuns(0), at(1, podEnds(0, 1)), at(11, timeIsUp("backoff"))]
    given(...second, podRuns(1))
      .when(at(20, podEnds(1, 1)))
      .decides(podFails(1), jobIsToFail(exceeded), podCounts(1, "Failed"), jobFails(exceeded))
  })

  it("the limit 0 allows no failure (RP-12, RP-14)", () => {
    given(job({ backoffLimit: 0 }), podRuns(0))
      .when(at(1, podEnds(0, 1)))
      .decides(podFails(0), jobIsToFail(exceeded), podCounts(0, "Failed"), jobFails(exceeded))
  })

  it("the seventh failure is one too many by default (JC-104, RP-15, RP-16)", () => {
    const failures = Array.from({ length: 6 }, (_, ordinal) => [
      ...at(ordinal * 1000, timeIsUp("backoff"), podRuns(ordinal)),
      ...at(ordinal * 1000 + 1, podEnds(ordinal, 1))
    ])
    const story = given(job(), ...failures, at(9000, timeIsUp("backoff"), podRuns(6)))
    expect(story.status).toMatchObject({ failed: 6, active: 1 })
    expect(story.when(at(9001, podEnds(6, 1))).conditions).toEqual(["FailureTarget", "Failed"])
  })

  it("a success does not give failures back (JC-104)", () => {
    const story = given(
      job({ backoffLimit: 1, completions: 3 }),
      podRuns(0),
      at(1, podEnds(0, 1)),
      at(11, timeIsUp("backoff"), podRuns(1)),
      at(12, podEnds(1, 0), podRuns(2))
    )
    expect(story.when(at(13, podEnds(2, 1))).conditions).toEqual(["FailureTarget", "Failed"])
  })

  it("lowering the limit below what has failed fails the Job at once", () => {
    const story = given(job({ backoffLimit: 1 }), podRuns(0), at(1, podEnds(0, 1)))
    story.when(at(2, changes({ backoffLimit: 0 }))).decides(jobIsToFail(exceeded), jobFails(exceeded))
  })
})

describe("with restartPolicy OnFailure (JC-105)", () => {
  interface Counts {
    readonly active: number
    readonly failed: number
    readonly terminating: number
  }
  type Row = readonly [id: string, spec: SpecFields, restarts: ReadonlyArray<number>, counts: Counts]
  const one = { parallelism: 1, completions: 1 }
  const oneOfFive = { parallelism: 1, completions: 5 }
  const twoOfFive = { parallelism: 2, completions: 5 }

  const countsOf = ({
    job: {
      podSet: { tally },
      failed
    }
  }: Outcome): Counts => ({
    active: tally.active,
    failed,
    terminating: tally.terminating
  })
  const conditionsOf = ({ failed }: Counts) => (failed === 0 ? [] : ["FailureTarget"])

  it.each<Row>([
    ["RP-01", { ...one, backoffLimit: 0 }, [0], { active: 1, failed: 0, terminating: 0 }],
    ["RP-02", { ...one, backoffLimit: 1 }, [0], { active: 1, failed: 0, terminating: 0 }],
    ["RP-03", { ...one, backoffLimit: 1 }, [1], { active: 0, failed: 1, terminating: 1 }],
    ["RP-05", { ...oneOfFive, backoffLimit: 2 }, [2], { active: 0, failed: 1, terminating: 1 }],
    ["RP-07", { ...twoOfFive, backoffLimit: 2 }, [1, 1], { active: 0, failed: 2, terminating: 2 }],
    ["RP-09", { ...twoOfFive, backoffLimit: 3 }, [1, 1], { active: 2, failed: 0, terminating: 0 }]
  ])("restarts of running Pods are summed: %s", (_, spec, restarts, counts) => {
    const story = given(
      job(spec, onFailure),
      podsRun(...restarts.keys()),
      ...restarts.flatMap((times, ordinal) => restarted(ordinal, times))
    )
    expect(countsOf(story)).toEqual(counts)
    expect(story.conditions).toEqual(conditionsOf(counts))
  })

  it.each<Row>([
    ["RP-04", { ...one, backoffLimit: 1 }, [1], { active: 0, failed: 1, terminating: 1 }],
    ["RP-06", { ...oneOfFive, backoffLimit: 2 }, [2], { active: 0, failed: 1, terminating: 1 }],
    ["RP-08", { ...twoOfFive, backoffLimit: 2 }, [1, 1], { active: 0, failed: 2, terminating: 2 }]
  ])("restarts of Pending Pods too: %s", (_, spec, restarts, counts) => {
    const story = given(
      job(spec, twoContainers),
      ...restarts.flatMap((times, ordinal) => restartedWhilePending(ordinal, times))
    )
    expect(countsOf(story)).toEqual(counts)
    expect(story.conditions).toEqual(conditionsOf(counts))
  })

  it("the limit 0 is passed by the first restart", () => {
    given(job({ backoffLimit: 0 }, onFailure), podRuns(0))
      .when(at(1, podEnds(0, 1)))
      .decides(containerIsToRestart(0, 1, 1), podIsReady(0, false))
    const again = given(job({ backoffLimit: 0 }, onFailure), podRuns(0), at(1, podEnds(0, 1)))
    again
      .when(at(1, containerRestarts(0)))
      .decides(podIsReady(0, true), podIsToStop(0), jobIsToFail(exceeded), podCounts(0, "Failed"))
  })

  it("restarts of a Pod that ended no longer count", () => {
    const story = given(
      job({ parallelism: 2, completions: 2, backoffLimit: 2 }, onFailure),
      podsRun(0, 1),
      ...restarted(0, 1),
      at(200, podEnds(0, 0)),
      ...restarted(1, 1)
        .flat()
        .map((told) => ({ ...told, at: (told.at ?? 0) + 300 }))
    )
    expect(story.conditions).toEqual([])
    expect(story.status).toMatchObject({ active: 1, succeeded: 1 })
  })

  it("a suspended Job is not judged by Pods it has stopped (RP-10)", () => {
    const story = given(
      job({ parallelism: 2, completions: 4 }, onFailure),
      podsRun(0, 1),
      ...restarted(0, 1),
      at(200, isSuspended)
    )
    expect(story.conditions).toEqual(["Suspended"])
    expect(story.status).not.toHaveProperty("failed")
  })
})
