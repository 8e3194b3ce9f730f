import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Admission from "../../../src/domain/command/Admission.ts"
import * as Patching from "../../../src/domain/command/Patching.ts"
import type { Fact } from "../../../src/domain/event/Fact.ts"
import * as News from "../../../src/domain/job/News.ts"
import * as Clock from "../Clock.ts"
import { given, type Outcome } from "../Given.ts"
import { changesMetadata, isDeleted, isSuspended, job, podEnds, podRuns } from "../Told.ts"

const patch = (before: Outcome, of: unknown) =>
  Patching.patchJob(before.job, { _tag: "PatchJob", at: Clock.instant(5), patch: of })

/** The words of a refusal, or that there is none. */
const words = (result: Result.Result<Fact, Admission.Rejection>): ReadonlyArray<string> =>
  Result.match(result, { onFailure: Admission.describe, onSuccess: ({ _tag }) => [`admitted as ${_tag}`] })

describe("changing a Job", () => {
  it("is the fact JobSpecChanged with the next generation (AJ-86)", () => {
    const fact = Result.getOrThrow(patch(given(job()), { spec: { parallelism: 4 } }))
    expect(fact).toMatchObject({ _tag: "JobSpecChanged", at: Clock.instant(5), generation: 2 })
    expect(fact).toHaveProperty("spec.parallelism", 4)
  })

  it("is refused where there is no Job (TR-26)", () => {
    const before = given(job(), isDeleted("Background"))
    expect(words(patch(before, {}))).toEqual([`jobs.batch "demo" not found`])
  })

  it("is judged as a whole: what is wrong after the patch (AJ-87)", () => {
    const negative = "spec.parallelism: Invalid value: -1: must be greater than or equal to 0"
    expect(words(patch(given(job()), { spec: { parallelism: -1 } }))).toEqual([negative, negative])
  })

  it("keeps name and namespace (AJ-88)", () => {
    expect(words(patch(given(job()), { metadata: { namespace: "elsewhere" } }))).toEqual([
      `metadata.namespace: Invalid value: "elsewhere": field is immutable`
    ])
    expect(words(patch(given(job()), { metadata: { name: "other" } })).at(-1)).toEqual(
      `metadata.name: Invalid value: "other": field is immutable`
    )
  })

  it("of labels alone is a fact of its own, and of both one (AJ-86)", () => {
    const labels = { a: "b" }
    expect(Result.getOrThrow(patch(given(job()), { metadata: { labels } }))).toMatchObject({
      _tag: "JobMetadataChanged",
      at: Clock.instant(5),
      // Those of the template were the Job's until now.
      labels: { "job-name": "demo", ...labels },
      annotations: {}
    })
    const both = { metadata: { labels }, spec: { parallelism: 4 } }
    expect(Result.getOrThrow(patch(given(job()), both))).toMatchObject({
      _tag: "JobSpecChanged",
      generation: 2,
      spec: { parallelism: 4 },
      metadata: { labels, annotations: {} }
    })
  })

  it("leaves a Job without labels of its own with those of its template (AJ-27)", () => {
    const before = given(job())
    expect(Result.getOrThrow(patch(before, { metadata: { annotations: { c: "d" } } }))).toMatchObject({
      labels: {}
    })
    const labelled = given(job(), changesMetadata({ labels: { a: "b" } }))
    expect(Result.getOrThrow(patch(labelled, { metadata: { labels: null } }))).toMatchObject({ labels: {} })
  })

  it.each([
    [{}],
    [{ spec: { parallelism: 1 } }],
    [{ spec: { template: { spec: { nodeSelector: {} } } } }],
    [{ spec: { template: { metadata: { annotations: {} } } } }],
    [{ metadata: { annotations: null, creationTimestamp: null, generation: 7, resourceVersion: "9" } }],
    [{ status: { active: 5 } }]
  ])("by %j changes nothing (AJ-86)", (of) => {
    const before = given(job()).job
    const fact = Result.getOrThrow(Patching.patchJob(before, { _tag: "PatchJob", at: before.at, patch: of }))
    expect(News.isNews(before, fact)).toBe(false)
  })

  it("may open the template of a Job that is suspended and has no Pod running (AJ-92)", () => {
    const open = { spec: { template: { spec: { nodeSelector: { a: "b" } } } } }
    expect(words(patch(given(job({ suspend: true })), open))).toEqual(["admitted as JobSpecChanged"])
    expect(words(patch(given(job()), open))).toHaveLength(1)
    expect(words(patch(given(job(), podRuns(0), isSuspended), open))).toEqual(["admitted as JobSpecChanged"])
    const resumes = { spec: { ...open.spec, suspend: false } }
    expect(words(patch(given(job({ suspend: true })), resumes))).toEqual(["admitted as JobSpecChanged"])
    expect(words(patch(given(job()), { spec: { ...open.spec, suspend: true } }))).toHaveLength(1)
  })

  it("may not add finalizers to a Job that is being deleted, and may to others (AJ-88)", () => {
    const finalizers = { metadata: { finalizers: ["a/b"] } }
    expect(words(patch(given(job(), podRuns(0), isDeleted("Foreground")), finalizers))).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"a/b"}'
    ])
    expect(words(patch(given(job()), finalizers))).toEqual(["admitted as JobMetadataChanged"])
    const kept = given(job(), changesMetadata({ finalizers: ["a/b"] }), podRuns(0), isDeleted("Foreground"))
    const less = { metadata: { finalizers: ["foregroundDeletion"] } }
    expect(words(patch(kept, less))).toEqual(["admitted as JobMetadataChanged"])
    expect(words(patch(given(job()), { metadata: { finalizers: ["mine"] } }))).toEqual([
      'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified'
    ])
  })

  it("is admitted for a finished Job too (AJ-96)", () => {
    const finished = given(job(), podRuns(0), podEnds(0, 0))
    expect(words(patch(finished, { spec: { ttlSecondsAfterFinished: 5 } }))).toEqual([
      "admitted as JobSpecChanged"
    ])
  })
})
