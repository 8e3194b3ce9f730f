import { assert, describe, it } from "vitest"
import * as JobObject from "../../../src/domain/projection/JobObject.ts"
import * as JobStatus from "../../../src/domain/projection/JobStatus.ts"
import { given } from "../Given.ts"
import { at, changes, isDeleted, job, podRuns } from "../Told.ts"

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
