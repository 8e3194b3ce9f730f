import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Admission from "../../../src/domain/command/Admission.ts"
import * as Patching from "../../../src/domain/command/Patching.ts"
import type { Fact } from "../../../src/domain/event/Fact.ts"
import * as Clock from "../Clock.ts"
import { given, type Outcome } from "../Given.ts"
import { at, isDeleted, job, manifest, podEnds, podIsDeleted, podRuns, uid } from "../Told.ts"

const create = (input: unknown) =>
  Admission.createJob({
    _tag: "CreateJob",
    at: Clock.instant(3),
    uid,
    generatedSuffix: "x7k2p",
    manifest: input
  })

const patch = (before: Outcome, of: unknown) =>
  Patching.patchJob(before.job, { _tag: "PatchJob", at: Clock.instant(5), patch: of })

/** The words of a refusal, or that there is none. */
const words = (result: Result.Result<Fact, Admission.Rejection>): ReadonlyArray<string> =>
  Result.match(result, { onFailure: Admission.describe, onSuccess: ({ _tag }) => [`admitted as ${_tag}`] })

const named = (metadata: object) => ({ ...manifest(), metadata })

describe("a dry run", () => {
  it("says what is wrong beside fields that nobody knows, each once", () => {
    const wrong = { ...manifest({ parallelism: -1 }), metadata: { name: "A" } }
    const [first, ...others] = words(Admission.dryRun({ ...wrong, paralelism: 3 }))
    expect(first).toBe("paralelism: Forbidden: unknown field")
    expect(others).toEqual(words(create(wrong)))
    expect(others).toHaveLength(2)
  })

  it("admits what is admitted", () =>
    expect(words(Admission.dryRun(manifest()))).toEqual(["admitted as JobCreated"]))
})

describe("creating a Job", () => {
  it("is the fact JobCreated, with the spec as it is stored (AJ-60)", () => {
    expect(Result.getOrThrow(create(manifest({ completions: 3 })))).toEqual({
      _tag: "JobCreated",
      at: Clock.instant(3),
      rules: Admission.rules,
      metadata: { namespace: "default", name: "demo", uid, labels: {}, annotations: {} },
      spec: {
        parallelism: 1,
        completions: 3,
        completionMode: "NonIndexed",
        backoffLimit: 6,
        suspend: false,
        podReplacementPolicy: "TerminatingOrFailed",
        template: {
          spec: {
            restartPolicy: "Never",
            terminationGracePeriodSeconds: 30,
            containers: [{ name: "main", image: "busybox" }]
          }
        }
      }
    })
  })

  it.each([
    [{ generateName: "demo-" }, "demo-x7k2p"],
    [{ name: "mine", generateName: "demo-" }, "mine"],
    [{ generateName: "a".repeat(70) }, `${"a".repeat(58)}x7k2p`]
  ])(
    "makes a name of generateName, cut to 58 characters, where there is none: %j (AJ-66)",
    (metadata, name) => {
      expect(Result.getOrThrow(create(named(metadata)))).toMatchObject({ metadata: { name } })
    }
  )

  it("refuses a Job without any name (AJ-67)", () => {
    expect(words(create(named({})))).toEqual([
      "metadata.name: Required value: name or generateName is required"
    ])
  })

  it("drops what is the server's: status and creationTimestamp (JC-164)", () => {
    const object = {
      ...manifest(),
      metadata: { name: "demo", creationTimestamp: null },
      status: { active: 3 }
    }
    expect(words(create(object))).toEqual(["admitted as JobCreated"])
  })

  it("collects every error, metadata first (AJ-4)", () => {
    const input = {
      ...manifest({ parallelism: -1, backoffLimit: -2 }, { restartPolicy: "Always", containers: [] }),
      metadata: { name: "Demo" }
    }
    expect(words(create(input)).map((text) => text.split(":")[0])).toEqual([
      "metadata.name",
      "spec.parallelism",
      "spec.backoffLimit",
      "spec.template.spec.containers",
      "spec.template.spec.restartPolicy"
    ])
  })

  it("refuses wrong types and unknown fields before anything else (AJ-6)", () => {
    const input = {
      ...manifest(),
      spec: { ...manifest().spec, parallelism: "two", paralelism: 2, backoffLimit: -1 }
    }
    expect(words(create(input)).map((text) => text.split(":").slice(0, 2).join(":"))).toEqual([
      "spec.paralelism: Forbidden",
      "spec.parallelism: Invalid value"
    ])
  })
})

describe("deleting a Job", () => {
  const remove = (before: Outcome, propagationPolicy?: "Background") =>
    Admission.deleteJob(before.job, { _tag: "DeleteJob", at: Clock.instant(5), propagationPolicy })

  it("orphans its Pods where no policy is given (CL-20)", () => {
    expect(Result.getOrThrow(remove(given(job())))).toMatchObject({ propagationPolicy: "Orphan" })
    expect(Result.getOrThrow(remove(given(job()), "Background"))).toMatchObject({
      propagationPolicy: "Background"
    })
  })

  it("goes on as before where it is asked for again without a policy (CL-11)", () => {
    const deleting = given(job(), podRuns(0), isDeleted("Foreground"))
    expect(Result.getOrThrow(remove(deleting))).toMatchObject({ propagationPolicy: "Foreground" })
    expect(Result.getOrThrow(remove(deleting, "Background"))).toMatchObject({
      propagationPolicy: "Background"
    })
  })

  it("is refused where there is no Job (CL-14)", () => {
    expect(words(remove(given(job(), isDeleted("Background"))))).toEqual([`jobs.batch "demo" not found`])
  })
})

describe("deleting a Pod", () => {
  const remove = (before: Outcome, ordinal: number) =>
    words(Admission.deletePod(before.job, { _tag: "DeletePod", at: Clock.instant(5), ordinal }))
  const story = given(
    job({ parallelism: 2, completions: 9 }),
    podRuns(0),
    at(1, podEnds(0, 0), podIsDeleted(1))
  )

  it("is a fact about a Pod that exists, alive or finished (TR-19)", () => {
    expect(remove(story, 0)).toEqual(["admitted as PodDeletionRequestedByUser"])
    expect(remove(story, 2)).toEqual(["admitted as PodDeletionRequestedByUser"])
  })

  it.each([1, 7])("is refused for Pod %i, which is gone or never was (TR-26)", (ordinal) => {
    expect(remove(story, ordinal)).toEqual(["no such Pod"])
  })
})

describe("of conflicting commands", () => {
  it("the first that is admitted decides what the next finds", () => {
    const suspendedFirst = given(job(), at(1, isDeleted("Background")))
    expect(words(patch(suspendedFirst, { spec: { suspend: true } }))).toEqual([`jobs.batch "demo" not found`])
    const deleting = given(job(), podRuns(0), at(1, isDeleted("Foreground")))
    expect(words(patch(deleting, { spec: { suspend: true } }))).toEqual(["admitted as JobSpecChanged"])
  })
})
