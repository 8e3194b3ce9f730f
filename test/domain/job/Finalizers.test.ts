import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as Job from "../../../src/domain/job/Job.ts"
import * as Standing from "../../../src/domain/job/Standing.ts"
import * as JobObject from "../../../src/domain/projection/JobObject.ts"
import * as PodHistory from "../../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../../src/domain/projection/PodObject.ts"
import { given } from "../Given.ts"
import {
  finishedPodsAreGone,
  jobExpires,
  jobIsGone,
  podIsGone,
  podIsLetGo,
  podIsToStop,
  podSucceeds,
  type Said
} from "../Said.ts"
import { at, changesMetadata, isDeleted, job, podEnds, podRuns, timeIsUp, type Story } from "../Told.ts"

const keeps = (...finalizers: ReadonlyArray<string>) => changesMetadata({ finalizers })
const isFree = changesMetadata({ finalizers: null })
const removed = (finalizer: "foregroundDeletion" | "orphan"): Said => ({
  _tag: "JobFinalizerRemoved",
  finalizer
})

/** One Pod has succeeded, one runs; somebody keeps the Job. */
const kept = [job({ completions: 2 }), keeps("a/b"), podRuns(0), podEnds(0, 0), podRuns(1)]

const finalizersOf = (...story: ReadonlyArray<Story>) => JobObject.of(given(...story).job).metadata.finalizers

describe("a Job with a finalizer (CL-10 to CL-13)", () => {
  it("that is deleted in the background stays, and so do its Pods, which it lets go of (CL-12, CL-40)", () => {
    const story = given(...kept).when(at(5.5, isDeleted("Background")))
    story.decides(podIsLetGo(1))
    expect(Job.exists(story.job)).toBe(true)
    expect(JobObject.of(story.job).metadata).toMatchObject({
      generation: 2,
      deletionTimestamp: "2026-01-01T00:00:05Z",
      deletionGracePeriodSeconds: 0,
      finalizers: ["a/b"]
    })
    expect(story.status).toMatchObject({ active: 1, succeeded: 1 })
    given(...kept, at(5.5, isDeleted("Background")))
      .when(at(7, podEnds(1, 0)))
      .decides(podSucceeds(1))
  })

  it("goes with the patch that takes the last one off, and then its Pods (CL-12, CL-35)", () => {
    given(...kept, at(5, isDeleted("Background")))
      .when(at(9, isFree))
      .decides(jobIsGone, podIsToStop(1, "GarbageCollector"), finishedPodsAreGone([0, 0]))
    given(...kept, keeps("a/b", "c/d"), at(5, isDeleted("Background")))
      .when(at(9, keeps("c/d")))
      .decides()
  })

  it("does nothing by it as long as nobody asks for its deletion", () => {
    given(...kept)
      .when(at(5, isFree))
      .decides()
    given(job(), podRuns(0)).when(keeps("a/b")).decides()
  })

  it("waits for its Pods in the foreground, and for its own finalizers then (CL-36)", () => {
    const deleted = [...kept, ...at(5, isDeleted("Foreground"))]
    given(...kept)
      .when(at(5, isDeleted("Foreground")))
      .decides(podIsLetGo(1), podIsToStop(1, "GarbageCollector"), finishedPodsAreGone([0, 0]))
    expect(finalizersOf(...deleted)).toEqual(["a/b", "foregroundDeletion"])
    const story = given(...deleted).when(at(6, podEnds(1, 0)))
    story.decides(podSucceeds(1), podIsGone(1), removed("foregroundDeletion"))
    expect(JobObject.of(story.job).metadata.finalizers).toEqual(["a/b"])
    expect(Standing.of(story.job)).toBe("AtRest")
    given(...deleted, at(6, podEnds(1, 0)))
      .when(at(7, isFree))
      .decides(jobIsGone)
    const early = given(...deleted, at(5.5, keeps("foregroundDeletion"))).when(at(6, podEnds(1, 0)))
    early.decides(podSucceeds(1), podIsGone(1), jobIsGone)
  })

  it("is gone at once when somebody takes off what the collector waits by, and its Pods follow (CL-12)", () => {
    given(job(), podRuns(0), at(5, isDeleted("Foreground")))
      .when(at(6, isFree))
      .decides(jobIsGone)
  })

  it("lets go of its Pods for good where they are orphaned, and has none from then on (CL-37, CL-43)", () => {
    const story = given(...kept).when(at(5, isDeleted("Orphan")))
    story.decides(podIsLetGo(1), removed("orphan"))
    expect(story.status).toMatchObject({ succeeded: 1, ready: 0, terminating: 0 })
    expect(story.status).not.toHaveProperty("active")
    const all = [...kept, ...at(5, isDeleted("Orphan"))]
    given(...all)
      .when(at(6, isFree))
      .decides(jobIsGone)
    given(...all)
      .when(at(6, isDeleted("Foreground")))
      .changesNothing()
    const { events, job: now } = given(...all)
    const record = OrdinalMap.get(events.reduce(PodHistory.evolve, PodHistory.initialState).pods, 1)
    expect(record && PodObject.of(now, record).metadata.ownerReferences).toBeUndefined()
  })

  it("says itself what becomes of its Pods where the deletion does not (CL-11)", () => {
    given(job({ completions: 2 }), keeps("foregroundDeletion"), podRuns(0))
      .when(at(5, isDeleted()))
      .decides(podIsLetGo(0), podIsToStop(0, "GarbageCollector"))
    expect(
      finalizersOf(job(), keeps("foregroundDeletion", "a/b"), podRuns(0), at(5, isDeleted("Background")))
    ).toEqual(["a/b"])
    given(job(), podRuns(0)).when(at(5, isDeleted())).decides(podIsLetGo(0), jobIsGone)
  })

  it("may be deleted in another way then (CL-13)", () => {
    given(...kept, at(5, isDeleted("Background")))
      .when(at(6, isDeleted("Foreground")))
      .decides(podIsToStop(1, "GarbageCollector"), finishedPodsAreGone([0, 0]))
    given(...kept, at(5, isDeleted("Background")))
      .when(at(6, isDeleted("Background")))
      .changesNothing()
  })

  it("stays when its time to live is over, without its Pods (CL-6, CL-12)", () => {
    const finished = [job({ ttlSecondsAfterFinished: 5 }), keeps("a/b"), podRuns(0), ...at(5, podEnds(0, 0))]
    const story = given(...finished).when(at(10, timeIsUp("ttl")))
    story.decides(jobExpires, finishedPodsAreGone([0, 0]), removed("foregroundDeletion"))
    given(...finished, at(10, timeIsUp("ttl")))
      .when(at(20, isFree))
      .decides(jobIsGone)
  })
})
