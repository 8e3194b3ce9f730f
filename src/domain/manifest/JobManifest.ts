/**
 * A Job as a user writes it: every field may be missing, nothing may be unknown.
 *
 * `decode` refuses wrong types and unknown fields, all of them at once, each with its
 * path. `null` counts as absent (AJ-6); `status` and `metadata.creationTimestamp` are the server's and are dropped, as
 * an API server drops them (JC-164).
 */
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as InOrder from "../data/InOrder.ts"
import * as Nulls from "../data/Nulls.ts"
import * as FieldError from "./FieldError.ts"
import { LabelSelector } from "./LabelSelectorSchema.ts"
import * as Field from "./template/Field.ts"
import { PodSpec } from "./template/PodSpecSchema.ts"
import { TemplateMetadata } from "./template/TemplateMetadataSchema.ts"

/** The words of a rule are judged by validation, which knows how the API puts it. */
const PodFailurePolicyManifest = Schema.Struct({
  rules: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({
        action: Schema.optionalKey(Schema.String),
        onExitCodes: Schema.optionalKey(
          Schema.Struct({
            containerName: Schema.optionalKey(Schema.String),
            operator: Schema.optionalKey(Schema.String),
            values: Schema.optionalKey(Schema.Array(Field.Int32))
          })
        ),
        onPodConditions: Schema.optionalKey(
          Schema.Array(
            Schema.Struct({
              type: Schema.optionalKey(Schema.String),
              status: Schema.optionalKey(Schema.String)
            })
          )
        )
      })
    )
  )
})

const SuccessPolicyManifest = Schema.Struct({
  rules: Schema.optionalKey(
    Schema.Array(
      Schema.Struct({
        succeededIndexes: Schema.optionalKey(Schema.String),
        succeededCount: Field.given.int32
      })
    )
  )
})

const JobSpecManifest = Schema.Struct({
  parallelism: Field.given.int32,
  completions: Field.given.int32,
  completionMode: Schema.optionalKey(Schema.String),
  backoffLimit: Field.given.int32,
  backoffLimitPerIndex: Field.given.int32,
  maxFailedIndexes: Field.given.int32,
  podFailurePolicy: Schema.optionalKey(PodFailurePolicyManifest),
  successPolicy: Schema.optionalKey(SuccessPolicyManifest),
  activeDeadlineSeconds: Schema.optionalKey(Schema.Int),
  ttlSecondsAfterFinished: Field.given.int32,
  suspend: Schema.optionalKey(Schema.Boolean),
  podReplacementPolicy: Schema.optionalKey(Schema.String),
  managedBy: Schema.optionalKey(Schema.String),
  manualSelector: Schema.optionalKey(Schema.Boolean),
  selector: Schema.optionalKey(LabelSelector),
  template: Schema.optionalKey(
    Schema.Struct({ metadata: Field.part(TemplateMetadata), spec: Field.part(PodSpec) })
  )
})

export const JobManifest = Schema.Struct({
  apiVersion: Schema.Literal("batch/v1"),
  kind: Schema.Literal("Job"),
  metadata: Field.part(TemplateMetadata),
  spec: Schema.optionalKey(JobSpecManifest),
  status: Schema.optionalKey(Schema.Json)
})
export interface JobManifest extends Schema.Schema.Type<typeof JobManifest> {}

type Errors = ReadonlyArray<FieldError.FieldError>

const decodeStrictly = Schema.decodeUnknownResult(JobManifest, { errors: "all", onExcessProperty: "error" })

const inOrder = InOrder.of(JobManifest)

/** The fields that Kubernetes does not know, whatever they hold. */
export const unknownFields = (input: unknown): ReadonlyArray<FieldError.Keys> =>
  Result.match(decodeStrictly(input), {
    onFailure: ({ issue }) => FieldError.unknownIn(issue),
    onSuccess: () => []
  })

const isNull = (value: unknown, keys: FieldError.Keys): boolean =>
  keys.reduce((part, key) => (Predicate.hasProperty(part, key) ? part[key] : undefined), value) === null

/** A field that nobody knows is no better for being null. */
const unknownNulls = (input: unknown): Errors =>
  unknownFields(input)
    .filter((keys) => isNull(input, keys))
    .map((keys) => FieldError.unknownField(FieldError.renderPath(keys)))

const decodeSlowly = (input: unknown): Result.Result<JobManifest, Errors> => {
  const present = Nulls.without(input)
  const nulls = present === input ? [] : unknownNulls(input)
  return Result.match(decodeStrictly(present), {
    onFailure: ({ issue }) => Result.fail([...FieldError.fromIssue(issue), ...nulls]),
    onSuccess: (manifest) => (nulls.length === 0 ? Result.succeed(manifest) : Result.fail(nulls))
  })
}

/** Reads a manifest from JSON-like data; fails with every field that is wrong or unknown. */
export const decode = (input: unknown): Result.Result<JobManifest, Errors> => {
  const quick = inOrder(input)
  return quick === undefined ? decodeSlowly(input) : Result.succeed(quick)
}
