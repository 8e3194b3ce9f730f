/**
 * The labels and annotations of Pods: those of the template, what the API adds to the template of every Job (AJ-61,
 * JC-160), and what the Job controller adds to the Pods of an Indexed Job (JC-91).
 */
import type { JobMetadata, Labels } from "../manifest/JobSchema.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import type { IndexFailures, Pod } from "./Pod.ts"

/** The one label that selects a Job's Pods (AJ-61). */
export const controllerUid = "batch.kubernetes.io/controller-uid"

/** Both a label and an annotation (JC-4). */
export const completionIndex = "batch.kubernetes.io/job-completion-index"

/** What keeps a Pod's object until its Job has counted it (LC-57). */
export const trackingFinalizer = "batch.kubernetes.io/job-tracking"

const generated = ({ name, uid }: Pick<JobMetadata, "name" | "uid">): Labels => ({
  [controllerUid]: uid,
  "batch.kubernetes.io/job-name": name,
  "controller-uid": uid,
  "job-name": name
})

const indexed = (index: number | undefined): Labels =>
  index === undefined ? {} : { [completionIndex]: String(index) }

/** The labels of a Job's template as stored: a key that is there is left as it is (AJ-61). */
export const templateLabels = (
  job: Pick<JobMetadata, "name" | "uid">,
  { metadata }: PodTemplate
): Labels => ({ ...generated(job), ...metadata?.labels })

export const labels = (
  job: Pick<JobMetadata, "name" | "uid">,
  template: PodTemplate,
  index: number | undefined
): Labels => ({ ...templateLabels(job, template), ...indexed(index) })

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
