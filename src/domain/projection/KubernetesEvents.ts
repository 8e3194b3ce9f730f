/**
 * The Kubernetes Events the Job controller emits, as a projection of the log (job-controller rules, section 13).
 *
 * They are what `kubectl describe` shows, not our events: an Event of Kubernetes follows from one of ours, or none
 * does.
 */
import type { Event } from "../event/Event.ts"

export interface KubernetesEvent {
  readonly at: number
  readonly type: "Normal" | "Warning"
  readonly reason: string
  readonly message: string
}

const normal = (at: number, reason: string, message: string): KubernetesEvent => ({
  at,
  type: "Normal",
  reason,
  message
})

/**
 * The Event that follows from an event, given the names of the Pods. There is none for
 * `FailureTarget`, and none for Pods the garbage collector removes.
 */
export const of = (event: Event, podName: (ordinal: number) => string): KubernetesEvent | undefined => {
  if (event._tag === "PodCreated")
    return normal(event.at, "SuccessfulCreate", `Created pod: ${podName(event.ordinal)}`)
  if (event._tag === "PodDeletionRequested" && event.by === "JobController") {
    return normal(event.at, "SuccessfulDelete", `Deleted pod: ${podName(event.ordinal)}`)
  }
  if (event._tag === "JobSuspended") return normal(event.at, "Suspended", "Job suspended")
  if (event._tag === "JobResumed") return normal(event.at, "Resumed", "Job resumed")
  if (event._tag === "JobCompleted") return normal(event.at, "Completed", "Job completed")
  if (event._tag !== "JobFailed") return undefined
  return { at: event.at, type: "Warning", reason: event.reason, message: event.message }
}
