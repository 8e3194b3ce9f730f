/**
 * Laws of what a user may lay down about failure and success: `podFailurePolicy`, `successPolicy`, `managedBy`.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { OnExitCodes, PodFailurePolicyRule } from "../manifest/PodFailurePolicySchema.ts"
import type { SuccessPolicyRule } from "../manifest/SuccessPolicySchema.ts"
import { holds, type Law, type Objection, type Saying } from "./Law.ts"
import * as Memory from "./Memory.ts"
import type { PodMemory } from "./PodMemory.ts"
import type { RunMemory } from "./RunMemory.ts"

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

/** Its last run has ended badly, and as the rule says (JC-115, JC-116), also where another was to follow. */
const isFor =
  ({ containerName, operator, values }: OnExitCodes) =>
  ({ container, isRunning, exitCode = 0 }: RunMemory): boolean => {
    if (isRunning || exitCode === 0) return false
    if (containerName !== undefined && containerName !== container) return false
    return values.includes(exitCode) === (operator === "In")
  }

/** JC-113 to JC-117, told anew; nothing of exit codes that came with an eviction, container by container. */
const matches = (
  { runs, isEvicted, conditions }: PodMemory,
  { onExitCodes, onPodConditions = [] }: PodFailurePolicyRule
): boolean | undefined => {
  if (onExitCodes === undefined)
    return conditions.some((one) =>
      onPodConditions.some(({ type, status }) => type === one.type && status === one.status)
    )
  return isEvicted ? undefined : runs.some(isFor(onExitCodes))
}

/** That this rule matched, or none. */
const told = (
  rule: number | undefined,
  pod: PodMemory,
  rules: ReadonlyArray<PodFailurePolicyRule>
): Saying => {
  const judged = rules.map((one) => matches(pod, one))
  const first = judged.indexOf(true)
  if (rule === undefined) return first < 0 ? holds : `Pod ${pod.ordinal} matches rule ${first}`
  if (rule >= judged.length) return `there is no rule ${rule}`
  if (judged[rule] === false) return `Pod ${pod.ordinal} does not match rule ${rule}`
  return first < 0 || rule <= first ? holds : `Pod ${pod.ordinal} matches rule ${first} before rule ${rule}`
}

export const rulesMatchByTheirPlace: Law = {
  name: "rulesMatchByTheirPlace",
  rules: "JC-113, JC-115, JC-116, JC-117",
  text: "A failed Pod is told with the first rule of podFailurePolicy that its containers' ends or its conditions match, and without one exactly when none does.",
  events: {
    PodFailed: ({ job: { spec } }, { rule }, pod) => {
      const { rules = [] } = spec?.podFailurePolicy ?? {}
      if (pod === undefined || (rules.length === 0 && rule === undefined)) return undefined
      return told(rule, pod, rules)
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
