/**
 * The whole Job as the API shows it: `batch/v1`, with every default and with what the API generates (AJ-10 to AJ-27,
 * AJ-60, AJ-61), its members in the order in which the API writes them.
 */
import * as Members from "../data/Members.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type { Job } from "../job/Job.ts"
import * as Generation from "../manifest/Generation.ts"
import * as JobStatus from "./JobStatus.ts"
import type { ObjectMeta } from "./ObjectMeta.ts"
import * as SpecObject from "./SpecObject.ts"

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
    labels: Members.unlessEmpty(Generation.jobLabels(job.metadata, job.spec)),
    annotations: Members.unlessEmpty(job.metadata.annotations),
    finalizers: job.metadata.finalizers
  })
}

/** The object; it is there while `Job.exists`. */
export const of = (job: Job) => ({
  kind: "Job" as const,
  apiVersion: "batch/v1",
  metadata: metadata(job),
  spec: SpecObject.of(Generation.whole(job.metadata, job.spec)),
  status: JobStatus.of(job)
})
export type JobObject = ReturnType<typeof of>
