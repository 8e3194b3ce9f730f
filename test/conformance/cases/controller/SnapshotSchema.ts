/**
 * What a case of the Job controller is given: a snapshot of a cluster, in the short form of job-controller-cases.jsonl.
 * Times are seconds relative to now.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as FieldError from "../../../../src/domain/manifest/FieldError.ts"
import * as JobManifest from "../../../../src/domain/manifest/JobManifest.ts"

const optional = Schema.optionalKey

export const Container = Schema.Struct({
  name: optional(Schema.String),
  exitCode: optional(Schema.Int),
  restartCount: optional(Schema.Int),
  finishedAt: optional(Schema.Int),
  terminatedWithoutTime: optional(Schema.Boolean),
  running: optional(Schema.Boolean),
  sidecar: optional(Schema.Boolean)
})
export interface Container extends Schema.Schema.Type<typeof Container> {}

export const PodCondition = Schema.Struct({
  type: Schema.String,
  status: Schema.String,
  lastTransitionTime: optional(Schema.Int)
})
export interface PodCondition extends Schema.Schema.Type<typeof PodCondition> {}

/** Annotations are raw; `finalizer` is the tracking finalizer, and there unless said otherwise. */
export const Pod = Schema.Struct({
  name: optional(Schema.String),
  uid: optional(Schema.String),
  phase: optional(Schema.Literals(["", "Pending", "Running", "Succeeded", "Failed"])),
  index: optional(Schema.String),
  ready: optional(Schema.Boolean),
  finalizer: optional(Schema.Boolean),
  creationTimestamp: optional(Schema.Int),
  deletionTimestamp: optional(Schema.Int),
  deletionGracePeriodSeconds: optional(Schema.Int),
  finishedAt: optional(Schema.Int),
  indexFailureCount: optional(Schema.String),
  indexIgnoredFailureCount: optional(Schema.String),
  containers: optional(Schema.Array(Container)),
  initContainers: optional(Schema.Array(Container)),
  conditions: optional(Schema.Array(PodCondition)),
  /** As many Pods, their UIDs and indexes counted up from these. */
  repeat: optional(Schema.Int),
  uidFrom: optional(Schema.Int),
  indexFrom: optional(Schema.Int)
})
export interface Pod extends Schema.Schema.Type<typeof Pod> {}

export const Condition = Schema.Struct({
  type: Schema.Literals(["Suspended", "FailureTarget", "Failed", "SuccessCriteriaMet", "Complete"]),
  status: Schema.Literals(["True", "False", "Unknown"]),
  reason: optional(Schema.String),
  message: optional(Schema.String)
})
export interface Condition extends Schema.Schema.Type<typeof Condition> {}

export const Uids = Schema.Struct({
  succeeded: optional(Schema.Array(Schema.String)),
  failed: optional(Schema.Array(Schema.String))
})

export const Status = Schema.Struct({
  active: optional(Schema.Int),
  ready: optional(Schema.Int),
  terminating: optional(Schema.Int),
  succeeded: optional(Schema.Int),
  failed: optional(Schema.Int),
  completedIndexes: optional(Schema.String),
  failedIndexes: optional(Schema.String),
  startTime: optional(Schema.NullOr(Schema.Union([Schema.Int, Schema.Literal("now")]))),
  completionTime: optional(Schema.Literal("now")),
  uncountedTerminatedPods: optional(Uids),
  conditions: optional(Schema.Array(Condition))
})
export interface Status extends Schema.Schema.Type<typeof Status> {}

/** A manifest with a spec as cases give it; there `restartPolicy` stands beside the other fields. */
export const manifestOf = ({
  restartPolicy = "Never",
  ...spec
}: Readonly<Record<string, unknown>>): unknown => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "job" },
  spec: { ...spec, template: { spec: { restartPolicy, containers: [{ name: "main", image: "main" }] } } }
})

const isSpec = Schema.makeFilter<Readonly<Record<string, unknown>>>((spec) =>
  Result.match(JobManifest.decode(manifestOf(spec)), {
    onFailure: (errors) => errors.map(FieldError.render).join("; "),
    onSuccess: () => undefined
  })
)

/** Fields of a Job's spec; `completions: null` makes a work queue. */
export const Spec = Schema.Record(Schema.String, Schema.Unknown).check(isSpec)
export type Spec = typeof Spec.Type
