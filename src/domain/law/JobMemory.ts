/**
 * What the laws remember of a Job itself: what was asked for, since when it runs, and what came of it.
 */
import type * as Decision from "../event/Decision.ts"
import type { JobMetadata, JobSpec } from "../manifest/JobSchema.ts"
import * as SpecMemory from "./SpecMemory.ts"
import * as TemplateMemory from "./TemplateMemory.ts"

export interface JobMemory {
  /** What of its metadata never changes. */
  readonly metadata: Pick<JobMetadata, "name" | "uid"> | undefined
  readonly spec: SpecMemory.SpecMemory | undefined
  readonly template: TemplateMemory.TemplateMemory
  readonly startTime: number | undefined
  readonly isSuspended: boolean
  readonly verdict: Decision.FailureTargetSet | Decision.SuccessCriteriaMet | undefined
  readonly finish: Decision.JobFailed | Decision.JobCompleted | undefined
}

export const initialState: JobMemory = {
  metadata: undefined,
  spec: undefined,
  template: TemplateMemory.empty,
  startTime: undefined,
  isSuspended: false,
  verdict: undefined,
  finish: undefined
}

/** Asked for, or asked for anew. */
export const asked = (memory: JobMemory, spec: JobSpec): JobMemory => ({
  ...memory,
  spec: SpecMemory.of(spec),
  template: TemplateMemory.of(spec.template)
})
