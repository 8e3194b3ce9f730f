/**
 * Decisions as a story expects them: instants in seconds, `at` left out where it is that of the fact, names and UIDs
 * left out everywhere (they are functions of the ordinal, which `PodNames` tests).
 */
import type { Decision } from "../../src/domain/event/Decision.ts"
import * as Clock from "./Clock.ts"

type Plain<D> = D extends unknown ? Omit<D, "at" | "name" | "uid"> & { readonly at?: number } : never

export type Said = Plain<Decision>

const instants = new Set(["at", "startTime", "due", "lastFailureAt"])
const leftOut = new Set(["name", "uid"])

/** A decision that followed from a fact of an instant, in these words. */
export const of = (decision: Decision, factAt: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(decision)
      .filter(([key, value]) => !leftOut.has(key) && !(key === "at" && value === factAt))
      .map(([key, value]) => [key, instants.has(key) ? Clock.seconds(Number(value)) : value])
  )

export const jobStarts = (startTime: number): Said => ({ _tag: "JobStarted", startTime })
export const jobIsSuspended: Said = { _tag: "JobSuspended" }
export const jobIsResumed = (startTime: number): Said => ({ _tag: "JobResumed", startTime })
export const jobExpires: Said = { _tag: "JobExpired" }
export const jobIsGone: Said = { _tag: "JobDeleted" }

/** The words of JC-26. */
const reasons = {
  BackoffLimitExceeded: "Job has reached the specified backoff limit",
  DeadlineExceeded: "Job was active longer than specified deadline",
  MaxFailedIndexesExceeded: "Job has exceeded the specified maximal number of failed indexes",
  FailedIndexes: "Job has failed indexes"
}
type FailureReason = keyof typeof reasons

const completion = {
  reason: "CompletionsReached",
  message: "Reached expected number of succeeded pods"
}

/** `FailureTarget` stands. */
export const jobIsToFail = (reason: FailureReason): Said => ({
  _tag: "FailureTargetSet",
  reason,
  message: reasons[reason]
})
export const jobFails = (reason: FailureReason): Said => ({
  _tag: "JobFailed",
  reason,
  message: reasons[reason]
})
/** `SuccessCriteriaMet` stands. */
export const jobIsToComplete: Said = { _tag: "SuccessCriteriaMet", ...completion }
export const jobCompletes: Said = { _tag: "JobCompleted", ...completion }

/** `lastFailureAt` and `due` in seconds. */
export const backoff = (failures: number, lastFailureAt: number, due: number): Said => ({
  _tag: "BackoffArmed",
  failures,
  lastFailureAt,
  due
})
export const deadline = (due: number): Said => ({ _tag: "DeadlineArmed", due })
export const ttl = (due: number): Said => ({ _tag: "TTLArmed", due })

export const podIsCreated = (ordinal: number, index?: number): Said => ({
  _tag: "PodCreated",
  ordinal,
  ...(index === undefined ? {} : { index })
})
/** With a limit per index: so many failures of the index before, ignored ones apart. */
export const indexIsTried = (ordinal: number, index: number, counted: number, ignored = 0): Said => ({
  _tag: "PodCreated",
  ordinal,
  index,
  indexFailures: { counted, ignored }
})
export const indexBackoff = (due: number): Said => ({ _tag: "IndexBackoffArmed", due })
export const podIsScheduled = (ordinal: number): Said => ({ _tag: "PodScheduled", ordinal })
export const podStarts = (ordinal: number, ready = true): Said => ({ _tag: "PodStarted", ordinal, ready })
export const podIsReady = (ordinal: number, ready: boolean): Said => ({ _tag: "PodReady", ordinal, ready })
export const podSucceeds = (ordinal: number): Said => ({ _tag: "PodSucceeded", ordinal })
export const podFails = (ordinal: number, reason?: string): Said => ({
  _tag: "PodFailed",
  ordinal,
  ...(reason === undefined ? {} : { reason })
})
export const containerIsToRestart = (
  ordinal: number,
  attempt: number,
  due: number,
  container = "main"
): Said => ({ _tag: "ContainerRestartDecided", ordinal, container, attempt, due })
/** All containers of the Pod are to be ended, by the end of this run of one of them. */
export const podIsToStartOver = (ordinal: number, container: string, attempt: number, due: number): Said => ({
  _tag: "AllContainersRestartDecided",
  ordinal,
  container,
  attempt,
  due
})
export const podStartsOver = (ordinal: number): Said => ({ _tag: "AllContainersRemoved", ordinal })
/** Its kubelet ends the Pod; `reason` where that is not that its work is done. */
export const podTerminates = (ordinal: number, reason?: string, graceSeconds = 30): Said => ({
  _tag: "PodTerminationDecided",
  ordinal,
  graceSeconds,
  ...(reason === undefined ? {} : { reason })
})
export const podDeadline = (ordinal: number, due: number): Said => ({
  _tag: "PodDeadlineArmed",
  ordinal,
  due
})
export const podCounts = (ordinal: number, countedAs: "Succeeded" | "Failed"): Said => ({
  _tag: "PodReleased",
  ordinal,
  countedAs
})
/** Counted as failed, and its index fails with it. */
export const indexFails = (ordinal: number): Said => ({
  _tag: "PodReleased",
  ordinal,
  countedAs: "Failed",
  failsIndex: true
})
/** Failed, and the rule at this place says what that means. */
export const podFailsByRule = (ordinal: number, rule: number, reason?: string): Said => ({
  _tag: "PodFailed",
  ordinal,
  rule,
  ...(reason === undefined ? {} : { reason })
})
/** Released, and never counted. */
export const podIsLetGo = (ordinal: number): Said => ({
  _tag: "PodReleased",
  ordinal,
  countedAs: "Nothing"
})
export const podIsToStop = (
  ordinal: number,
  by: "JobController" | "GarbageCollector" = "JobController",
  graceSeconds = 30
): Said => ({ _tag: "PodDeletionRequested", ordinal, by, graceSeconds })
export const podIsGone = (ordinal: number): Said => ({ _tag: "PodDeleted", ordinal })
export const finishedPodsAreGone = (...ordinals: ReadonlyArray<readonly [number, number]>): Said => ({
  _tag: "FinishedPodsDeleted",
  ordinals
})
