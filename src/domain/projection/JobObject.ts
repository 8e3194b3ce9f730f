/**
 * The whole Job as the API shows it: `batch/v1`, with every default and with what the API generates (AJ-10 to AJ-27,
 * AJ-60, AJ-61), its members in the order in which the API writes them.
 */
import * as Members from "../data/Members.ts"
import { same } from "../data/Sameness.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type { Job } from "../job/Job.ts"
import type { Labels } from "../manifest/JobSchema.ts"
import * as PodMetadata from "../pod/PodMetadata.ts"
import * as JobStatus from "./JobStatus.ts"
import type { ObjectMeta } from "./ObjectMeta.ts"
import * as TemplateObject from "./TemplateObject.ts"

/** What keeps a deleted Job until its Pods are gone or let go (CL-10). */
const finalizers = ({ deletion }: Job): ReadonlyArray<string> | undefined => {
  if (deletion?.propagationPolicy === "Foreground") return ["foregroundDeletion"]
  return deletion?.propagationPolicy === "Orphan" ? ["orphan"] : undefined
}

/** A Job that took its labels from the template has the generated ones too (AJ-27). */
const labels = ({ metadata, spec }: Job): Labels => {
  const isTaken = same(metadata.labels, spec.template.metadata?.labels ?? {})
  return isTaken ? PodMetadata.templateLabels(metadata, spec.template) : metadata.labels
}

const metadata = (job: Job): ObjectMeta => {
  const { deletion } = job
  return Members.present({
    name: job.metadata.name,
    namespace: job.metadata.namespace,
    uid: job.metadata.uid,
    resourceVersion: String(job.resourceVersion),
    // CL-12: asking for the deletion is a change, the first time.
    generation: job.generation + (deletion === undefined ? 0 : 1),
    creationTimestamp: Timestamp.format(job.createdAt),
    deletionTimestamp: deletion === undefined ? undefined : Timestamp.format(deletion.at),
    deletionGracePeriodSeconds: deletion === undefined ? undefined : 0,
    labels: Members.unlessEmpty(labels(job)),
    annotations: Members.unlessEmpty(job.metadata.annotations),
    finalizers: finalizers(job)
  })
}

const template = ({ metadata: job, spec }: Job) => ({
  metadata: Members.present({
    labels: PodMetadata.templateLabels(job, spec.template),
    annotations: Members.unlessEmpty(spec.template.metadata?.annotations ?? {})
  }),
  spec: TemplateObject.podSpec(spec.template.spec)
})

const spec = (job: Job) =>
  Members.present({
    parallelism: job.spec.parallelism,
    completions: job.spec.completions,
    activeDeadlineSeconds: job.spec.activeDeadlineSeconds,
    backoffLimit: job.spec.backoffLimit,
    selector: { matchLabels: { [PodMetadata.controllerUid]: job.metadata.uid } },
    manualSelector: false,
    template: template(job),
    ttlSecondsAfterFinished: job.spec.ttlSecondsAfterFinished,
    completionMode: job.spec.completionMode,
    suspend: job.spec.suspend,
    podReplacementPolicy: job.spec.podReplacementPolicy
  })

/** The object; it is there while `Job.exists`. */
export const of = (job: Job) => ({
  kind: "Job" as const,
  apiVersion: "batch/v1",
  metadata: metadata(job),
  spec: spec(job),
  status: JobStatus.of(job)
})
export type JobObject = ReturnType<typeof of>
