/**
 * The labels and annotations of Pods: those of the template, what the API adds to the template of every Job (AJ-61,
 * JC-160), and what the Job controller adds to the Pods of an Indexed Job (JC-91).
 */
import * as Generation from "../manifest/Generation.ts"
import type { JobSpec, Labels } from "../manifest/JobSchema.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import type { IndexFailures, Pod } from "./Pod.ts"

/** Both a label and an annotation (JC-4). */
export const completionIndex = "batch.kubernetes.io/job-completion-index"

/** What keeps a Pod's object until its Job has counted it (LC-57). */
export const trackingFinalizer = "batch.kubernetes.io/job-tracking"

const indexed = (index: number | undefined): Labels =>
  index === undefined ? {} : { [completionIndex]: String(index) }

export const labels = (
  { metadata, spec }: { readonly metadata: Generation.Identity; readonly spec: JobSpec },
  index: number | undefined
): Labels => ({ ...Generation.templateLabels(metadata, spec), ...indexed(index) })

/** JC-92: ignored failures only where there are any. */
const failureCounts = (failures: IndexFailures | undefined): Labels => {
  if (failures === undefined) return {}
  const counted = { "batch.kubernetes.io/job-index-failure-count": String(failures.counted) }
  return failures.ignored === 0
    ? counted
    : { ...counted, "batch.kubernetes.io/job-index-ignored-failure-count": String(failures.ignored) }
}

export const annotations = (
  { metadata }: PodTemplate,
  { index, indexFailures }: Pick<Pod, "index" | "indexFailures">
): Labels => ({
  ...metadata?.annotations,
  ...indexed(index),
  ...failureCounts(indexFailures)
})
