/**
 * The `batch/v1` Job as it is stored: after defaulting, with the fields this version decides.
 *
 * The log holds it so (`JobCreated`, `JobSpecChanged`). What a user may write is `JobManifest`, which turns into this
 * by `Defaults`. Numbers are seconds where Kubernetes says seconds.
 */
import * as Schema from "effect/Schema"
import { LabelSelector } from "./LabelSelectorSchema.ts"
import { PodFailurePolicy } from "./PodFailurePolicySchema.ts"
import { PodTemplate } from "./PodTemplateSchema.ts"
import { SuccessPolicy } from "./SuccessPolicySchema.ts"

export const CompletionMode = Schema.Literals(["NonIndexed", "Indexed"])
export type CompletionMode = typeof CompletionMode.Type

export const PodReplacementPolicy = Schema.Literals(["TerminatingOrFailed", "Failed"])
export type PodReplacementPolicy = typeof PodReplacementPolicy.Type

export const PropagationPolicy = Schema.Literals(["Background", "Foreground", "Orphan"])
export type PropagationPolicy = typeof PropagationPolicy.Type

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/**
 * `completions` absent means a work queue (JC-64, JC-72); `managedBy` absent, that this control plane sees to the Job
 * (JC-50); `selector` absent, that it is the generated one (JC-160).
 */
export const JobSpec = Schema.Struct({
  parallelism: Count,
  completions: Schema.optionalKey(Count),
  completionMode: CompletionMode,
  backoffLimit: Count,
  backoffLimitPerIndex: Schema.optionalKey(Count),
  maxFailedIndexes: Schema.optionalKey(Count),
  activeDeadlineSeconds: Schema.optionalKey(Count),
  ttlSecondsAfterFinished: Schema.optionalKey(Count),
  managedBy: Schema.optionalKey(Schema.String),
  manualSelector: Schema.optionalKey(Schema.Boolean),
  selector: Schema.optionalKey(LabelSelector),
  podFailurePolicy: Schema.optionalKey(PodFailurePolicy),
  successPolicy: Schema.optionalKey(SuccessPolicy),
  suspend: Schema.Boolean,
  podReplacementPolicy: PodReplacementPolicy,
  template: PodTemplate
})
export interface JobSpec extends Schema.Schema.Type<typeof JobSpec> {}

export const Labels = Schema.Record(Schema.String, Schema.String)
export type Labels = typeof Labels.Type

/**
 * A Job's identity and labels, as they enter with the create command (promise P4). A Job without labels of its own
 * shows those of its template (AJ-27). `finalizers` is absent where there are none.
 */
export const JobMetadata = Schema.Struct({
  namespace: Schema.String,
  name: Schema.String,
  uid: Schema.String,
  labels: Labels,
  annotations: Labels,
  finalizers: Schema.optionalKey(Schema.Array(Schema.String))
})
export interface JobMetadata extends Schema.Schema.Type<typeof JobMetadata> {}
