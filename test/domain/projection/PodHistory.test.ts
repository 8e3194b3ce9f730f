import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as PodHistory from "../../../src/domain/projection/PodHistory.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import type { Story } from "../Told.ts"
import {
  at,
  containerEnds,
  containerRestarts,
  containerStarts,
  fact,
  isDeleted,
  job,
  podEnds,
  podIsDeleted,
  podIsEvicted,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const pods = (...story: ReadonlyArray<Story>): ReadonlyArray<PodHistory.PodRecord> =>
  OrdinalMap.values(given(...story).events.reduce(PodHistory.evolve, PodHistory.initialState).pods)

const onFailure = { restartPolicy: "OnFailure" }

describe("the Pods a Job ever had (TR-24)", () => {
  it("have their times as exact as the log", () => {
    const [pod] = pods(
      at(0.5, job()),
      at(1.5, podRuns(0)),
      at(5.25, podEnds(0, 0)),
      at(9.75, podIsDeleted(0))
    )
    expect(pod).toMatchObject({
      ordinal: 0,
      index: undefined,
      attempt: 0,
      createdAt: Clock.instant(0.5),
      startedAt: Clock.instant(1.5),
      finishedAt: Clock.instant(5.25),
      deletionRequestedAt: Clock.instant(9.75),
      deletedAt: Clock.instant(9.75),
      phase: "Succeeded",
      exitCode: 0,
      restarts: 0
    })
  })

  it("are all there, in order of creation, also those long gone", () => {
    const all = pods(job(), at(1, podIsDeleted(0)), at(60, timeIsUp("backoff")))
    expect(all.map(({ ordinal, attempt, phase }) => [ordinal, attempt, phase])).toEqual([
      [0, 0, "Failed"],
      [1, 1, "Pending"]
    ])
  })

  it("number the attempts of each index", () => {
    const all = pods(
      job({ completionMode: "Indexed", parallelism: 2, completions: 2 }),
      podsRun(0, 1),
      at(5, podEnds(1, 1)),
      at(15, timeIsUp("backoff"))
    )
    expect(all.map(({ index, attempt }) => [index, attempt])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1]
    ])
  })

  it("show code and restarts of the first container", () => {
    const containers = [
      { name: "main", image: "busybox" },
      { name: "side", image: "busybox" }
    ]
    const [pod] = pods(
      job({}, { ...onFailure, containers }),
      podRuns(0),
      at(1, podEnds(0, 3)),
      at(1, containerRestarts(0)),
      at(2, containerEnds(0, "side", 9)),
      at(3, containerEnds(0, "main", 0, 1))
    )
    expect(pod).toMatchObject({ exitCode: 0, restarts: 1 })
  })

  it("show no restarts of the other containers", () => {
    const containers = [
      { name: "main", image: "busybox" },
      { name: "side", image: "busybox" }
    ]
    const sideFails = at(1, containerEnds(0, "side", 9), containerStarts(0, "side", 1))
    const [pod] = pods(job({}, { ...onFailure, containers }), podRuns(0), sideFails)
    expect(pod).toMatchObject({ exitCode: undefined, restarts: 0 })
  })

  it("show how they were ended from outside (TR-13)", () => {
    expect(pods(job(), podRuns(0), at(5, podIsEvicted(0)))[0]).toMatchObject({
      phase: "Failed",
      reason: "Evicted",
      exitCode: 137,
      finishedAt: Clock.instant(5)
    })
  })

  it("show a lost container as killed (LC-56)", () => {
    const lost = fact({ _tag: "ContainerLost", ordinal: 0, container: "main", attempt: 0 })
    expect(pods(job(), podRuns(0), at(5, lost))[0]).toMatchObject({ phase: "Failed", exitCode: 137 })
  })

  it("show no end of a Pod that failed before it ran (TR-16)", () => {
    expect(pods(job(), at(3, podIsDeleted(0)))[0]).toMatchObject({
      phase: "Failed",
      startedAt: undefined,
      finishedAt: undefined,
      exitCode: undefined,
      deletionRequestedAt: Clock.instant(3),
      deletedAt: Clock.instant(3)
    })
  })

  it("keep the first deletion request (TR-17)", () => {
    const story = [job({ podReplacementPolicy: "Failed" }), podRuns(0), ...at(3, podIsDeleted(0))]
    const [pod] = pods(...story, at(4, isDeleted("Background")), at(9, podEnds(0, 143)))
    expect(pod).toMatchObject({
      deletionRequestedAt: Clock.instant(3),
      deletedAt: Clock.instant(9),
      exitCode: 143
    })
  })

  it("go together when finished ones are removed", () => {
    const all = pods(
      job({ parallelism: 3, completions: 3 }),
      podsRun(0, 1, 2),
      at(3, podEnds(0, 0), podEnds(1, 0), podEnds(2, 0)),
      at(7, isDeleted("Background"))
    )
    expect(all.map(({ deletedAt }) => deletedAt)).toEqual([7, 7, 7].map(Clock.instant))
    expect(all.map(({ deletionRequestedAt }) => deletionRequestedAt)).toEqual([7, 7, 7].map(Clock.instant))
  })

  it("started and finished when the runtime says so, not when the controller heard of it", () => {
    const run = { ordinal: 0, container: "main", attempt: 0 }
    const [pod] = pods(
      job(),
      at(3, fact({ _tag: "SlotGranted", ordinal: 0 })),
      at(3, fact({ _tag: "ContainerStarted", ...run, ready: true, startedAt: Clock.instant(2.25) })),
      at(9, podEnds(0, 0, { finishedAt: 7.5 }))
    )
    expect(pod).toMatchObject({
      scheduledAt: Clock.instant(3),
      startedAt: Clock.instant(2.25),
      finishedAt: Clock.instant(7.5)
    })
  })

  it("start with the last of their containers and finish with the last", () => {
    const containers = [
      { name: "main", image: "busybox" },
      { name: "side", image: "busybox" }
    ]
    const [pod] = pods(
      job({}, { containers }),
      at(1, fact({ _tag: "SlotGranted", ordinal: 0 }), containerStarts(0, "side")),
      at(2, containerStarts(0, "main")),
      at(5, containerEnds(0, "side", 0)),
      at(8, containerEnds(0, "main", 0))
    )
    expect(pod).toMatchObject({ startedAt: Clock.instant(2), finishedAt: Clock.instant(8) })
  })
})

describe("the containers of a Pod (LC-10 to LC-13)", () => {
  const main = (...story: ReadonlyArray<Story>) => pods(...story)[0]?.containers[0]
  const run = { startedAt: Clock.instant(1), finishedAt: undefined, exitCode: undefined, reason: undefined }

  it("have not run before they run", () => {
    expect(main(job())).toEqual({
      name: "main",
      isSidecar: false,
      started: false,
      hasStarted: false,
      ready: false,
      run: undefined,
      last: undefined,
      due: undefined,
      isRemoved: false
    })
  })

  it("run, and end", () => {
    expect(main(job(), at(1, podRuns(0)))).toMatchObject({ ready: true, run: { attempt: 0, ...run } })
    expect(main(job(), at(1, podRuns(0)), at(5, podEnds(0, 3)))).toMatchObject({
      ready: false,
      run: { ...run, finishedAt: Clock.instant(5), exitCode: 3, reason: "Error" },
      last: undefined
    })
  })

  it("keep the run before the last one, and tell for what they wait", () => {
    const story = [job({}, onFailure), ...at(1, podRuns(0)), ...at(2, podEnds(0, 3), containerRestarts(0))]
    expect(main(...story)).toMatchObject({
      run: { attempt: 1 },
      last: { attempt: 0, exitCode: 3 },
      due: undefined
    })
    expect(main(...story, at(4, podEnds(0, 4)))).toMatchObject({
      run: { attempt: 1, exitCode: 4 },
      last: { attempt: 0, exitCode: 3 },
      due: Clock.instant(14)
    })
    const late = main(...story, at(4, podEnds(0, 4)), at(14, containerRestarts(0)))
    expect(late).toMatchObject({ run: { attempt: 2 }, last: { attempt: 1, exitCode: 4 }, due: undefined })
  })

  it("end with their Pod, the first by the code reported (TR-13)", () => {
    expect(main(job(), at(1, podRuns(0)), at(5, podIsEvicted(0)))).toMatchObject({
      ready: false,
      run: { ...run, finishedAt: Clock.instant(5), exitCode: 137, reason: "Error" }
    })
  })
})
