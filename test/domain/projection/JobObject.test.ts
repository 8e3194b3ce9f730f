import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as Admission from "../../../src/domain/command/Admission.ts"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import * as Job from "../../../src/domain/job/Job.ts"
import * as JobObject from "../../../src/domain/projection/JobObject.ts"
import * as JobStatus from "../../../src/domain/projection/JobStatus.ts"
import * as ApiCases from "../../conformance/ApiCases.ts"
import { given } from "../Given.ts"
import { at, changes, isDeleted, job, podRuns } from "../Told.ts"

const stored = ({ given: { object, uid, now } }: ApiCases.StoredJob): JobObject.JobObject => {
  const command = {
    _tag: "CreateJob",
    at: Date.parse(now),
    uid,
    generatedSuffix: "00000",
    manifest: object
  } as const
  return JobObject.of(Evolve.evolve(Job.initialState, Result.getOrThrow(Admission.createJob(command))))
}

describe("a Job as the API stores it (AJ-10 to AJ-27, AJ-60, AJ-61, AJ-70 to AJ-72)", () => {
  it("cases are there", () => assert.lengthOf(ApiCases.storedJobs, 15))

  it.each(ApiCases.storedJobs)("%s", (_, one) => {
    const { metadata, spec, kind, apiVersion } = stored(one)
    const { resourceVersion, ...rest } = metadata
    assert.deepEqual<object>({ kind, apiVersion, metadata: rest, spec }, one.expect.object)
    assert.strictEqual(resourceVersion, "1")
  })
})

const policy = { parallelism: 2, completions: 4, activeDeadlineSeconds: 9, ttlSecondsAfterFinished: 8 }

describe("a Job as the API shows it", () => {
  it("has its members in the API's order", () => {
    const object = JobObject.of(given(job({ ...policy, completionMode: "Indexed" })).job)
    assert.deepStrictEqual(Object.keys(object), ["kind", "apiVersion", "metadata", "spec", "status"])
    const metadata = "name namespace uid resourceVersion generation creationTimestamp labels"
    assert.strictEqual(Object.keys(object.metadata).join(" "), metadata)
    assert.strictEqual(
      Object.keys(object.spec).join(" "),
      "parallelism completions activeDeadlineSeconds backoffLimit selector manualSelector template " +
        "ttlSecondsAfterFinished completionMode suspend podReplacementPolicy"
    )
  })

  it("has the status of the Job", () => {
    const state = given(job(), at(1, podRuns(0))).job
    assert.deepStrictEqual(JobObject.of(state).status, JobStatus.of(state))
  })

  it("counts changes of the spec as generations, and events as versions (AJ-86)", () => {
    const state = given(job(), at(5, changes({ parallelism: 3 }))).job
    const { generation, resourceVersion } = JobObject.of(state).metadata
    assert.deepStrictEqual([generation, resourceVersion], [2, String(state.resourceVersion)])
  })

  it.each([
    ["Foreground", ["foregroundDeletion"]],
    ["Orphan", ["orphan"]],
    ["Background", undefined]
  ] as const)("tells that it is being deleted: %s (CL-10, CL-12)", (propagation, finalizers) => {
    const { metadata } = JobObject.of(given(job(), podRuns(0), at(2.5, isDeleted(propagation))).job)
    assert.strictEqual(metadata.deletionTimestamp, "2026-01-01T00:00:02Z")
    assert.strictEqual(metadata.deletionGracePeriodSeconds, 0)
    assert.strictEqual(metadata.generation, 2)
    assert.deepStrictEqual(metadata.finalizers, finalizers)
  })
})
