/**
 * Laws of what a user may lay down about failure and success: `podFailurePolicy`, `successPolicy`, `managedBy`.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { SuccessPolicyRule } from "../manifest/SuccessPolicySchema.ts"
import { holds, type Law, type Objection } from "./Law.ts"
import * as Memory from "./Memory.ts"

const fatalPods = ({ pods }: Memory.Memory): number =>
  OrdinalMap.filter(pods.inHand, ({ isTracked, action }) => isTracked && action === "FailJob").length

export const failJobRulesFailTheJob: Law = {
  name: "failJobRulesFailTheJob",
  rules: "JC-57, JC-112, JC-118",
  text:
    "A Job fails by PodFailurePolicy exactly when a Pod that is not counted yet failed and matches a FailJob rule, " +
    "whatever else may be said of the Job.",
  events: {
    FailureTargetSet: (memory, { reason }) => {
      const isFatal = fatalPods(memory) > 0
      if (isFatal !== (reason === "PodFailurePolicy"))
        return `the reason is ${reason}, ${isFatal ? "a" : "no"} Pod matches FailJob`
      return isFatal ? holds : undefined
    }
  },
  batch: ({ memory }) =>
    memory.job.spec?.podFailurePolicy !== undefined && Memory.isOpen(memory) && fatalPods(memory) > 0
      ? "a failed Pod matches FailJob"
      : undefined
}

export const rulesMatchByTheirPlace: Law = {
  name: "rulesMatchByTheirPlace",
  rules: "JC-113",
  text: "A rule that a failed Pod matches is one of its Job's podFailurePolicy.",
  events: {
    PodFailed: ({ job: { spec } }, { rule }) => {
      if (rule === undefined) return undefined
      return spec?.podFailurePolicy?.rules?.[rule] === undefined ? `there is no rule ${rule}` : holds
    }
  }
}

/** `0,2-5` one by one; an empty text lists none. */
const listed = (text: string): ReadonlyArray<number> =>
  (text === "" ? [] : text.split(",")).flatMap((part) => {
    const [first = 0, last = first] = part.split("-").map(Number)
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
  })

/** JC-124; indexes that were cut off since are not asked for (JC-16). */
const isMet = (
  { job: { spec }, counts: { completed } }: Memory.Memory,
  { succeededIndexes, succeededCount }: SuccessPolicyRule
): boolean => {
  if (succeededIndexes === undefined) return completed.size >= (succeededCount ?? 0)
  const asked = listed(succeededIndexes).filter((index) => index < (spec?.completions ?? 0))
  const there = asked.filter((index) => IntervalSet.has(completed, index))
  return asked.length > 0 && there.length >= (succeededCount ?? asked.length)
}

const metRule = (memory: Memory.Memory): number =>
  memory.counts.completed.size === 0
    ? -1
    : (memory.job.spec?.successPolicy?.rules.findIndex((rule) => isMet(memory, rule)) ?? -1)

export const successPoliciesAreMet: Law = {
  name: "successPoliciesAreMet",
  rules: "JC-124, JC-125, JC-128",
  text:
    "A Job succeeds by SuccessPolicy exactly when a rule of it is met, at the latest when a batch ends; the first such " +
    "rule is named.",
  events: {
    SuccessCriteriaMet: (memory, { reason, message }) => {
      const rule = metRule(memory)
      if (reason !== "SuccessPolicy") return rule === -1 ? undefined : `rule ${rule} is met`
      return message === `Matched rules at index ${rule}` ? holds : `it says "${message}", met is ${rule}`
    }
  },
  batch: ({ memory }) => {
    const { job, counts } = memory
    if (job.spec?.successPolicy === undefined || counts.completed.size === 0 || !Memory.isOpen(memory))
      return undefined
    const rule = metRule(memory)
    return rule === -1 ? holds : `rule ${rule} is met`
  }
}

const leftAlone = (memory: Memory.Memory): Objection =>
  Memory.isLeftAlone(memory) ? "another controller sees to the Job" : undefined

export const jobsOfOthersAreLeftAlone: Law = {
  name: "jobsOfOthersAreLeftAlone",
  rules: "JC-50",
  text: "Of a Job whose managedBy names another controller nothing is decided but that it goes when it is deleted.",
  events: {
    JobStarted: leftAlone,
    JobSuspended: leftAlone,
    JobResumed: leftAlone,
    SuccessCriteriaMet: leftAlone,
    FailureTargetSet: leftAlone,
    JobCompleted: leftAlone,
    JobFailed: leftAlone,
    BackoffArmed: leftAlone,
    IndexBackoffArmed: leftAlone,
    DeadlineArmed: leftAlone,
    TTLArmed: leftAlone,
    PodCreated: leftAlone
  },
  batch: ({ memory }) => (Memory.isLeftAlone(memory) ? holds : undefined)
}
