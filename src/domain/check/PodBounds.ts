/**
 * How many Pods a Job can have at the most, while none is ended from outside and nobody changes its spec: alive at once, and
 * created over its life. Every Pod has succeeded, or was counted as a failure that a limit allows, or is one of those
 * still wanted (JC-71, JC-104, JC-107); what is ignored is replaced without end (JC-120).
 */
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as FailedPod from "./FailedPod.ts"

export interface PodBounds {
  readonly alive: number
  /** Absent where there is no end of it. */
  readonly created: number | undefined
}

const alive = ({ parallelism, completions = parallelism }: JobSpec): number =>
  Math.min(parallelism, completions)

const created = (spec: JobSpec): number | undefined => {
  const { completions, parallelism, backoffLimit, backoffLimitPerIndex } = spec
  if (FailedPod.mayBeIgnored(spec)) return undefined
  const places = completions ?? parallelism
  if (places === 0 || parallelism === 0) return 0
  const byJob = places + backoffLimit
  return backoffLimitPerIndex === undefined ? byJob : Math.min(byJob, places * (1 + backoffLimitPerIndex))
}

export const of = (spec: JobSpec): PodBounds => ({ alive: alive(spec), created: created(spec) })
