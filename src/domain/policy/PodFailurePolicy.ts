/**
 * `podFailurePolicy`: rules that say what a Pod's failure means for its Job (JC-112 to JC-122).
 *
 * The rule is found when the Pod fails, and stands in its `PodFailed`. The policy never changes (AJ-89): what is found
 * later, for the words of a verdict, is the same.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type * as Job from "../job/Job.ts"
import * as PodSet from "../job/PodSet.ts"
import type { JobMetadata, JobSpec } from "../manifest/JobSchema.ts"
import type { OnExitCodes, OnPodCondition, PodFailurePolicyRule } from "../manifest/PodFailurePolicySchema.ts"
import type * as Pod from "../pod/Pod.ts"
import * as PodNames from "../pod/PodNames.ts"

/** Only a container that ended, and not with 0, can match; init containers come last (JC-115, JC-116). */
const matchesExit = (
  { containerName, operator, values }: OnExitCodes,
  { name, state, exitCode }: Pod.Container
): boolean => {
  if (state !== "Terminated" || exitCode === undefined || exitCode === 0) return false
  if (containerName !== undefined && containerName !== name) return false
  return operator === "In" ? values.includes(exitCode) : operator === "NotIn" && !values.includes(exitCode)
}

/** JC-117. */
const matchesCondition = (patterns: ReadonlyArray<OnPodCondition>, condition: OnPodCondition): boolean =>
  patterns.some(({ type, status }) => type === condition.type && status === condition.status)

const actions: ReadonlyArray<string> = ["FailJob", "FailIndex", "Ignore", "Count"]

/** What of a Pod a rule matches, in the words of the API (JC-121). */
type Words = (podName: string) => string

/** A rule with exit codes asks for nothing else. */
const wordsOf = (rule: PodFailurePolicyRule, pod: Pod.Pod): Words | undefined => {
  const { action, onExitCodes, onPodConditions = [] } = rule
  if (!actions.includes(action)) return undefined
  if (onExitCodes !== undefined) {
    const isMatch = (container: Pod.Container): boolean => matchesExit(onExitCodes, container)
    const ended = pod.containers.find(isMatch) ?? pod.initContainers.find(isMatch)
    return (
      ended && ((name) => `Container ${ended.name} for pod ${name} failed with exit code ${ended.exitCode}`)
    )
  }
  const condition = pod.conditions.find((candidate) => matchesCondition(onPodConditions, candidate))
  return condition && ((name) => `Pod ${name} has condition ${condition.type}`)
}

/** A rule, by its position, and what it matches of a Pod. */
interface Match {
  readonly position: number
  readonly rule: PodFailurePolicyRule
  readonly words: Words
}

/** The first rule that matches a Pod that has failed (JC-113). */
const matchOf = ({ podFailurePolicy }: JobSpec, pod: Pod.Pod): Match | undefined => {
  for (const [position, rule] of (podFailurePolicy?.rules ?? []).entries()) {
    const words = wordsOf(rule, pod)
    if (words !== undefined) return { position, rule, words }
  }
  return undefined
}

/** The position of that rule. */
export const ruleOf = (spec: JobSpec, pod: Pod.Pod): number | undefined => matchOf(spec, pod)?.position

const podName = (metadata: JobMetadata, { ordinal, index }: Pod.Pod): string =>
  `${metadata.namespace}/${PodNames.name(metadata, ordinal, index)}`

/** JC-121. */
const message = (podName: string, { position, rule, words }: Match): string =>
  `${words(podName)} matching ${rule.action} rule at index ${position}`

/** The first failed Pod, oldest first, for which a rule fails the Job (JC-118). */
export const failsJob = (
  job: Job.Job
): { readonly reason: "PodFailurePolicy"; readonly message: string } | undefined => {
  if (job.spec.podFailurePolicy === undefined || IntervalSet.isEmpty(job.podSet.uncounted)) return undefined
  const ordinal = IntervalSet.members(job.podSet.uncounted).find(
    (candidate) => PodSet.get(job.podSet, candidate)?.action === "FailJob"
  )
  const pod = ordinal === undefined ? undefined : PodSet.get(job.podSet, ordinal)
  const match = pod && matchOf(job.spec, pod)
  return match && { reason: "PodFailurePolicy", message: message(podName(job.metadata, pod), match) }
}
