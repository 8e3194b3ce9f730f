import { describe, expect, it } from "vitest"
import { given } from "../Given.ts"
import {
  backoff,
  jobCompletes,
  jobIsGone,
  jobIsResumed,
  jobIsSuspended,
  jobIsToComplete,
  jobStarts,
  podCounts,
  podFails,
  podIsCreated,
  podIsGone,
  podIsLetGo,
  podIsToStop
} from "../Said.ts"
import { at, changes, isDeleted, isResumed, isSuspended, job, podEnds, podsRun, timeIsUp } from "../Told.ts"

const spec = { parallelism: 2, completions: 4 }
const running = [job(spec), ...podsRun(0, 1)]

describe("a Job that is suspended", () => {
  it("stops all active Pods, uncounted, and says so (JC-70, JC-132, SJ-46, SJ-47, SC-48)", () => {
    const story = given(...running).when(at(5, isSuspended))
    story.decides(podIsLetGo(0), podIsLetGo(1), podIsToStop(0), podIsToStop(1), jobIsSuspended)
    expect(story.status).toMatchObject({ terminating: 2, ready: 0 })
    expect(story.status).not.toHaveProperty("active")
    expect(story.conditions).toEqual(["Suspended"])
  })

  it("does not wait for the Pods with its condition (JC-133)", () => {
    expect(given(...running, at(5, isSuspended)).conditions).toEqual(["Suspended"])
  })

  it("has no start time (JC-132, SC-50)", () => {
    expect(given(...running, at(5, isSuspended)).status).not.toHaveProperty("startTime")
  })

  it("counts nothing the stopped Pods do (JC-70, JC-77)", () => {
    const story = given(...running, at(5, isSuspended))
    story.when(at(6, podEnds(0, 1))).decides(podFails(0), podIsGone(0))
    const ended = story.when(at(6, podEnds(0, 0), podEnds(1, 143)))
    expect(ended.status).not.toHaveProperty("failed")
    expect(ended.status).not.toHaveProperty("succeeded")
  })

  it("says so too when it was created suspended (JC-132, SC-49)", () => {
    given()
      .when(job({ ...spec, suspend: true }))
      .decides(jobIsSuspended)
  })

  it("creates no Pods, also with more parallelism (JC-70)", () => {
    given(job({ ...spec, suspend: true }))
      .when(at(1, changes({ parallelism: 4 })))
      .decides()
  })

  it("completes with completions 0, and has no Suspended condition (JC-65, SC-51)", () => {
    const story = given().when(job({ completions: 0, suspend: true }))
    story.decides(jobIsToComplete, jobCompletes)
    expect(story.status).not.toHaveProperty("startTime")
    expect(story.conditions).toEqual(["SuccessCriteriaMet", "Complete"])
  })

  it("has succeeded with nothing left to run, and completes when it has a start time (JC-65, AJ-127)", () => {
    const elastic = job({ completionMode: "Indexed", parallelism: 2, completions: 2 })
    const suspended = [elastic, ...podsRun(0, 1), ...at(5, podEnds(0, 0)), ...at(6, isSuspended)]
    const ended = [...suspended, ...at(7, podEnds(1, 143))]
    const lowered = at(8, changes({ parallelism: 1, completions: 1 }))
    given(...ended)
      .when(lowered)
      .decides(jobIsToComplete)
    expect(given(...ended, lowered).conditions).toEqual(["Suspended", "SuccessCriteriaMet"])
    given(...ended, lowered)
      .when(at(20, isResumed))
      .decides(jobStarts(20), jobCompletes)
  })

  it("that is being deleted has no condition (JC-67, SJ-51)", () => {
    given(...running, at(5, isDeleted("Foreground")))
      .when(at(6, isSuspended))
      .decides()
    given(job({ ...spec, suspend: true }))
      .when(at(1, isDeleted()))
      .decides(jobIsGone)
  })
})

describe("a Job that is resumed", () => {
  it("starts its clock anew and creates Pods again (JC-134, SJ-50, SC-49)", () => {
    const story = given(job({ ...spec, suspend: true })).when(at(60, isResumed))
    story.decides(jobStarts(60), podIsCreated(0), podIsCreated(1), jobIsResumed(60))
    expect(story.conditions).toEqual(["Suspended=False"])
    expect(story.status).toMatchObject({ active: 2, startTime: "2026-01-01T00:01:00Z" })
  })

  it("cuts the new start time to a second (TR-2)", () => {
    const story = given(job({ ...spec, suspend: true }), at(60.9, isResumed))
    expect(story.status.startTime).toBe("2026-01-01T00:01:00Z")
  })

  it("keeps its counters and a back-off that is left (JC-135)", () => {
    const story = [
      job(spec),
      ...podsRun(0, 1),
      ...at(5, podEnds(0, 1)),
      ...at(6, isSuspended),
      ...at(7, isResumed)
    ]
    const resumed = given(...story)
    expect(resumed.status).toMatchObject({ failed: 1, terminating: 1 })
    expect(resumed.status).not.toHaveProperty("active")
    resumed.when(at(15, timeIsUp("backoff"))).decides(podIsCreated(2), podIsCreated(3))
  })

  it("adds to the failures from before (JC-135)", () => {
    const story = given(
      job(spec),
      podsRun(0, 1),
      at(5, podEnds(0, 1)),
      at(6, isSuspended),
      at(20, isResumed, ...podsRun(2))
    )
    story.when(at(25, podEnds(2, 1))).decides(podFails(2), podCounts(2, "Failed"), backoff(2, 25, 45))
  })

  it("was never suspended if nobody said so: no condition (JC-28)", () => {
    expect(given(...running, at(1, changes({ parallelism: 1 }))).conditions).toEqual([])
  })

  it("may be suspended again: the condition is replaced in its place (JC-28)", () => {
    const story = given(...running, at(5, isSuspended), at(6, isResumed), at(7, isSuspended))
    expect(story.conditions).toEqual(["Suspended"])
  })
})
