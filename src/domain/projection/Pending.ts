/**
 * What a Job waits for: a user, a timer, or something one of its Pods does. Derived from state like the intents, so that
 * what is waited for is what is seen to (promise P7).
 *
 * A Job that is not over and waits for nothing would never come to its end: no history may lead there.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import * as Finalizers from "../job/Finalizers.ts"
import * as Job from "../job/Job.ts"
import * as Pod from "../pod/Pod.ts"
import * as Intents from "./Intents.ts"

/** Instants are epoch milliseconds. */
export type Pending = OfUser | OfTimer | OfPod

/** Somebody must give a command; `Manager` is the controller that a Job was given to. */
export type OfUser =
  | { readonly _tag: "Resume" }
  | { readonly _tag: "Parallelism" }
  | { readonly _tag: "Finalizers"; readonly finalizers: ReadonlyArray<string> }
  | { readonly _tag: "Manager"; readonly manager: string }

/** Until then there is no Pod in place of those that failed; the finished Job is not deleted. */
export interface OfTimer {
  readonly _tag: "Backoff" | "TTL"
  readonly due: number
}

/** Room; the start of a container or its end; the end of the back-off between two runs. */
export type OfPod =
  | { readonly _tag: "Slot"; readonly ordinal: number }
  | { readonly _tag: "Start" | "End"; readonly ordinal: number; readonly container: string }
  | {
      /** It was asked to end, and is killed at `due`; or it runs again from then on. */
      readonly _tag: "Termination" | "Restart"
      readonly ordinal: number
      readonly container: string
      readonly due: number
    }

const ofIntent = (intent: Intents.Intent): ReadonlyArray<OfPod> => {
  switch (intent._tag) {
    case "RequestSlot":
      return [{ _tag: "Slot", ordinal: intent.ordinal }]
    case "StartContainer":
      return [{ _tag: "Start", ordinal: intent.ordinal, container: intent.container }]
    case "AwaitContainerBackoff":
      return [{ _tag: "Restart", ordinal: intent.ordinal, container: intent.container, due: intent.due }]
    case "StopContainer":
      return [
        { _tag: "Termination", ordinal: intent.ordinal, container: intent.container, due: intent.killAt }
      ]
    case "AwaitPodDeadline":
      return []
  }
}

const running = ({ ordinal, initContainers, containers }: Pod.Pod): ReadonlyArray<OfPod> =>
  [...initContainers, ...containers]
    .filter(({ state }) => state === "Running")
    .map(({ name }) => ({ _tag: "End", ordinal, container: name }))

/** What one of its Pods waits for, or is waited for to do; nothing where it has ended. */
export const ofPod = (job: Job.Job, pod: Pod.Pod): ReadonlyArray<OfPod> => {
  if (Pod.isFinished(pod)) return []
  const seenTo = Intents.ofPod(pod, job.spec.template).flatMap(ofIntent)
  const isSeenTo = (one: OfPod): boolean =>
    seenTo.some((other) => "container" in one && "container" in other && one.container === other.container)
  return [...seenTo, ...running(pod).filter((one) => !isSeenTo(one))]
}

/** Its verdict is final only when it has a start time again (AJ-127). */
const isHeldBySuspension = (job: Job.Job): boolean =>
  Job.isReconciled(job) && job.deletion === undefined && job.spec.suspend && job.startTime === undefined

const ofUser = (job: Job.Job): ReadonlyArray<OfUser> => {
  const { managedBy = "", suspend, parallelism } = job.spec
  const finalizers = job.deletion === undefined ? [] : Finalizers.others(job.metadata)
  if (finalizers.length > 0) return [{ _tag: "Finalizers", finalizers }]
  if (Job.isManagedElsewhere(job)) return [{ _tag: "Manager", manager: managedBy }]
  if (!Job.isManaged(job)) return isHeldBySuspension(job) ? [{ _tag: "Resume" }] : []
  if (suspend) return [{ _tag: "Resume" }]
  return parallelism === 0 ? [{ _tag: "Parallelism" }] : []
}

const ofTimers = (job: Job.Job): ReadonlyArray<OfTimer> => {
  const { backoff, ttl } = job.due
  if (Job.isManaged(job)) return backoff === undefined ? [] : [{ _tag: "Backoff", due: backoff }]
  return ttl === undefined || job.deletion !== undefined ? [] : [{ _tag: "TTL", due: ttl }]
}

/** What the Job waits for itself, whatever its Pods do. */
export const ofJob = (job: Job.Job): ReadonlyArray<OfUser | OfTimer> =>
  Job.exists(job) ? [...ofUser(job), ...ofTimers(job)] : []

/** Users first, then timers, then Pods, oldest first; nothing of a Job that is over, all its Pods gone or ended. */
export const of = (job: Job.Job): ReadonlyArray<Pending> => [
  ...ofJob(job),
  ...OrdinalMap.values(job.podSet.pods).flatMap((pod) => ofPod(job, pod))
]
