/** The whole way of a new Job: read, defaulted, completed with what is generated, judged (AJ-60). */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Admission from "../../../../src/domain/command/Admission.ts"
import type { JobCreated } from "../../../../src/domain/event/Fact.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as MergePatch from "../../../../src/domain/manifest/MergePatch.ts"
import * as Warnings from "../../../../src/domain/manifest/Warnings.ts"
import * as JobObject from "../../../../src/domain/projection/JobObject.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Errors from "./Errors.ts"
import { Json } from "./Objects.ts"

const Given = Schema.Struct({
  object: Json,
  uid: Schema.optionalKey(Schema.String),
  now: Schema.optionalKey(Schema.String),
  namespace: Schema.optionalKey(Schema.String)
})

const Expect = Schema.Struct({
  errors: Schema.optionalKey(Errors.Errors),
  statusMessage: Schema.optionalKey(Schema.String),
  warnings: Schema.optionalKey(Schema.Array(Schema.String)),
  object: Schema.optionalKey(Json),
  storedLabels: Schema.optionalKey(Schema.NullOr(Json)),
  decodeError: Schema.optionalKey(Schema.String),
  namePattern: Schema.optionalKey(Schema.String)
})

type Expect = typeof Expect.Type

/** Other words than Go's, for the same field (AJ-6). */
const undecoded = (decodeError: string, { errors }: Admission.InvalidJob): CaseKind.Differences => {
  const [, field = ""] = /struct field \w+\.(\S+) of type/.exec(decodeError) ?? []
  return Comparing.equal(
    "undecoded fields",
    [field],
    errors.map(({ path }) => path)
  )
}

const refused = (expect: Expect, refusal: Admission.InvalidJob): CaseKind.Differences =>
  expect.decodeError === undefined
    ? Errors.compared(expect.errors ?? [], refusal.errors)
    : undecoded(expect.decodeError, refusal)

/** The object as it is read back, with its labels (AJ-27), and without what a store adds to it. */
const shown = (fact: JobCreated) => {
  const { metadata, spec, kind, apiVersion } = JobObject.of(Evolve.evolve(Job.initialState, fact))
  const { resourceVersion: _, ...rest } = metadata
  return { kind, apiVersion, metadata: rest, spec }
}

const stored = ({ object, storedLabels }: Expect, fact: JobCreated): CaseKind.Differences => {
  if (object === undefined) return []
  const { status: _, ...rest } = object
  const labels = storedLabels === null || storedLabels === undefined ? {} : { labels: storedLabels }
  const read = MergePatch.apply(rest, { metadata: labels })
  return Comparing.equal("object", read, shown(fact))
}

const admitted = (expect: Expect, fact: JobCreated): CaseKind.Differences => [
  ...Comparing.equal("errors", expect.decodeError ?? expect.errors ?? [], []),
  ...stored(expect, fact),
  ...(expect.warnings === undefined
    ? []
    : Comparing.equal("warnings", expect.warnings, Warnings.ofCreation(fact.metadata, fact.spec))),
  ...(expect.namePattern === undefined || new RegExp(expect.namePattern).test(fact.metadata.name)
    ? []
    : [{ path: "name", expected: expect.namePattern, actual: fact.metadata.name }])
]

export const creation = CaseKind.make({
  kind: "job.create",
  given: Given,
  expect: Expect,
  check: ({ object, uid = "0-1-2-3", now = "2026-01-01T00:00:00Z" }, expect) =>
    Result.match(
      Admission.createJob({
        _tag: "CreateJob",
        at: Date.parse(now),
        uid,
        generatedSuffix: "x7k2p",
        manifest: object
      }),
      {
        onFailure: (refusal) => refused(expect, refusal),
        onSuccess: (fact) => admitted(expect, fact)
      }
    )
})
