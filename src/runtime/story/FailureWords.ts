/**
 * What the failure of a Pod means, in words: for its Job, for its index, or by a rule.
 */
import type * as Job from "../../domain/job/Job.ts"
import * as PodSet from "../../domain/job/PodSet.ts"
import * as Defaults from "../../domain/manifest/Defaults.ts"
import type * as PodHistory from "../../domain/projection/PodHistory.ts"
import * as About from "./About.ts"

const plural = (count: number): string => (count === 1 ? "1 failure" : `${count} failures`)

/** Failures of the Job; a limit per index leaves the Job's own so high that it is not told (AJ-13). */
export const failures = ({ failed, spec }: Job.Job): string => {
  if (spec.backoffLimit === Defaults.unlimitedFailures) return plural(failed)
  return failed > spec.backoffLimit
    ? `${plural(failed)}, ${spec.backoffLimit} allowed`
    : `${failed} of ${spec.backoffLimit} failures allowed`
}

/** The index that fails with the Pod. */
const failedIndex = ({ batch: { job }, pod }: About.About): string => {
  const { maxFailedIndexes } = job.spec
  const allowed = maxFailedIndexes === undefined ? "" : `, ${maxFailedIndexes} failed indexes allowed`
  return `index ${pod.index} has failed${allowed}`
}

/** A failure that is counted only when the next Pod of its index is there (JC-109). */
const failureOfIndex = ({ spec }: Job.Job, pod: PodHistory.PodRecord): string | undefined =>
  spec.backoffLimitPerIndex === undefined
    ? undefined
    : `failure ${(pod.indexFailures?.counted ?? 0) + 1} of its index, ${spec.backoffLimitPerIndex} allowed`

/** Whether the Job has let go of the Pod in an earlier batch: how such a Pod ends means nothing to it (JC-118). */
const isLetGoOf = (about: About.About): boolean =>
  About.release(about) === undefined &&
  PodSet.get(about.batch.job.podSet, about.pod.ordinal)?.tracked !== true

/** What the rule says that is for this failure (JC-113); FailJob means something only to the one that is the first. */
const byRule = ({ batch, pod }: About.About): string | undefined => {
  const end = batch.events.find((event) => event._tag === "PodFailed" && event.ordinal === pod.ordinal)
  const rule = end?._tag === "PodFailed" ? end.rule : undefined
  const action = rule === undefined ? undefined : batch.job.spec.podFailurePolicy?.rules?.[rule]?.action
  if (action === "Ignore") return `ignored by rule ${rule}`
  const isVerdict = batch.events.some(
    (event) => event._tag === "FailureTargetSet" && event.reason === "PodFailurePolicy"
  )
  return action === "FailJob" && isVerdict ? `the Job fails by rule ${rule}` : undefined
}

/** What a failure means: what a rule says of it, or what it is for its index or the back-off limit. */
export const meaning = (about: About.About): string | undefined => {
  if (isLetGoOf(about)) return undefined
  const said = byRule(about)
  if (said !== undefined) return said
  const released = About.release(about)
  if (released === undefined) return failureOfIndex(about.batch.job, about.pod)
  if (released.failsIndex === true) return failedIndex(about)
  return released.countedAs === "Failed" ? failures(about.batch.job) : undefined
}
