/**
 * A Job as a user writes it: every field may be missing, nothing may be unknown.
 *
 * `decode` refuses wrong types, unknown fields and fields that are not decided yet, all of them at once, each with its
 * path. `null` counts as absent (AJ-6); `status` and `metadata.creationTimestamp` are the server's and are dropped, as
 * an API server drops them (JC-164).
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { same } from "../data/Sameness.ts"
import * as FieldError from "./FieldError.ts"
import { Labels } from "./JobSchema.ts"
import { LabelSelector } from "./LabelSelectorSchema.ts"
import { Container, EnvVar, PodSpec, TemplateMetadata } from "./PodTemplateSchema.ts"

const Int32 = Schema.Int.check(Schema.isBetween({ minimum: -2147483648, maximum: 2147483647 }))

const Source = Schema.Record(Schema.String, Schema.Json)

const EnvVarManifest = Schema.Struct({
  ...EnvVar.fields,
  valueFrom: Schema.optionalKey(
    Schema.Struct({
      fieldRef: Schema.optionalKey(
        Schema.Struct({ apiVersion: Schema.optionalKey(Schema.Literal("v1")), fieldPath: Schema.String })
      ),
      resourceFieldRef: Schema.optionalKey(Source),
      configMapKeyRef: Schema.optionalKey(Source),
      secretKeyRef: Schema.optionalKey(Source)
    })
  )
})

const RestartRuleManifest = Schema.Struct({
  action: Schema.optionalKey(Schema.String),
  exitCodes: Schema.optionalKey(
    Schema.Struct({
      operator: Schema.optionalKey(Schema.String),
      values: Schema.optionalKey(Schema.Array(Int32))
    })
  )
})

const ContainerManifest = Schema.Struct({
  ...Container.fields,
  restartPolicyRules: Schema.optionalKey(Schema.Array(RestartRuleManifest)),
  env: Schema.optionalKey(Schema.Array(EnvVarManifest)),
  name: Schema.optionalKey(Schema.String),
  image: Schema.optionalKey(Schema.String)
})

const PodSpecManifest = Schema.Struct({
  ...PodSpec.fields,
  restartPolicy: Schema.optionalKey(Schema.String),
  terminationGracePeriodSeconds: Schema.optionalKey(Schema.Int),
  initContainers: Schema.optionalKey(Schema.Array(ContainerManifest)),
  containers: Schema.optionalKey(Schema.Array(ContainerManifest))
})

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
            values: Schema.optionalKey(Schema.Array(Int32))
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
        succeededCount: Schema.optionalKey(Int32)
      })
    )
  )
})

const JobSpecManifest = Schema.Struct({
  parallelism: Schema.optionalKey(Int32),
  completions: Schema.optionalKey(Int32),
  completionMode: Schema.optionalKey(Schema.String),
  backoffLimit: Schema.optionalKey(Int32),
  backoffLimitPerIndex: Schema.optionalKey(Int32),
  maxFailedIndexes: Schema.optionalKey(Int32),
  podFailurePolicy: Schema.optionalKey(PodFailurePolicyManifest),
  successPolicy: Schema.optionalKey(SuccessPolicyManifest),
  activeDeadlineSeconds: Schema.optionalKey(Schema.Int),
  ttlSecondsAfterFinished: Schema.optionalKey(Int32),
  suspend: Schema.optionalKey(Schema.Boolean),
  podReplacementPolicy: Schema.optionalKey(Schema.String),
  managedBy: Schema.optionalKey(Schema.String),
  manualSelector: Schema.optionalKey(Schema.Boolean),
  selector: Schema.optionalKey(LabelSelector),
  template: Schema.optionalKey(
    Schema.Struct({
      metadata: Schema.optionalKey(
        Schema.Struct({ ...TemplateMetadata.fields, creationTimestamp: Schema.optionalKey(Schema.Json) })
      ),
      spec: Schema.optionalKey(PodSpecManifest)
    })
  )
})

export const JobManifest = Schema.Struct({
  apiVersion: Schema.Literal("batch/v1"),
  kind: Schema.Literal("Job"),
  metadata: Schema.optionalKey(
    Schema.Struct({
      name: Schema.optionalKey(Schema.String),
      generateName: Schema.optionalKey(Schema.String),
      namespace: Schema.optionalKey(Schema.String),
      labels: Schema.optionalKey(Labels),
      annotations: Schema.optionalKey(Labels),
      creationTimestamp: Schema.optionalKey(Schema.Json)
    })
  ),
  spec: Schema.optionalKey(JobSpecManifest),
  status: Schema.optionalKey(Schema.Json)
})
export interface JobManifest extends Schema.Schema.Type<typeof JobManifest> {}

const hasNulls = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(hasNulls)
  if (!Predicate.isObject(value)) return value === null
  for (const name in value) {
    if (hasNulls(value[name])) return true
  }
  return false
}

/** Drops `null` members, at any depth: for the API they are absent (AJ-6). Parts without any stay what they are. */
const withoutNulls = (value: unknown): unknown => {
  if (!hasNulls(value)) return value
  if (Array.isArray(value)) return value.map(withoutNulls)
  return Predicate.isObject(value)
    ? Record.map(Record.filter(value, Predicate.isNotNull), withoutNulls)
    : value
}

const decodeStrictly = Schema.decodeUnknownResult(JobManifest, { errors: "all", onExcessProperty: "error" })

/** Stops at the first fault, and drops what is unknown. */
const decodeQuickly = Schema.decodeUnknownResult(JobManifest)

/**
 * Reads a manifest from JSON-like data; fails with every field that is wrong, unknown or not decided yet. Looking for
 * all of them takes several times as long, so it is left for manifests that have any.
 */
export const decode = (input: unknown): Result.Result<JobManifest, ReadonlyArray<FieldError.FieldError>> => {
  const present = withoutNulls(input)
  const quick = decodeQuickly(present)
  if (Result.isSuccess(quick) && same(quick.success, present)) return Result.succeed(quick.success)
  return Result.mapError(decodeStrictly(present), (error) => FieldError.fromIssue(error.issue))
}
