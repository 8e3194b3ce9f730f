/**
 * Jobs as `kubectl get jobs` shows them (AJ-144, KW-82).
 */
import type { JobObject } from "../../../domain/projection/JobObject.ts"
import * as HumanDuration from "./HumanDuration.ts"

const narrow = ["NAME", "STATUS", "COMPLETIONS", "DURATION", "AGE"]

export const headings = (isWide: boolean): ReadonlyArray<string> =>
  isWide ? [...narrow, "CONTAINERS", "IMAGES", "SELECTOR"] : narrow

/** The first that holds. */
export const status = ({ metadata, status: { conditions = [] } }: JobObject): string => {
  const has = (wanted: string): boolean =>
    conditions.some(({ type, status: holds }) => type === wanted && holds === "True")
  if (has("Complete")) return "Complete"
  if (has("Failed")) return "Failed"
  if (metadata.deletionTimestamp !== undefined) return "Terminating"
  return ["Suspended", "FailureTarget", "SuccessCriteriaMet"].find(has) ?? "Running"
}

/** `3/5`; of a work queue `0/1 of 3`. */
export const completions = ({ spec, status: { succeeded = 0 } }: JobObject): string => {
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`
  return spec.parallelism > 1 ? `${succeeded}/1 of ${spec.parallelism}` : `${succeeded}/1`
}

/** It goes on for a failed Job, which has no completion time. */
const duration = ({ status: { startTime, completionTime } }: JobObject, now: number): string => {
  if (startTime === undefined) return ""
  return HumanDuration.since(startTime, completionTime === undefined ? now : Date.parse(completionTime))
}

export const selector = ({ spec }: JobObject): string =>
  Object.entries(spec.selector?.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(",")

export const row = (job: JobObject, now: number, isWide: boolean): ReadonlyArray<string> => {
  const { containers } = job.spec.template.spec
  return [
    job.metadata.name,
    status(job),
    completions(job),
    duration(job, now),
    HumanDuration.since(job.metadata.creationTimestamp, now),
    ...(isWide
      ? [
          containers.map(({ name }) => name).join(","),
          containers.map(({ image }) => image).join(","),
          selector(job)
        ]
      : [])
  ]
}
