/**
 * How runs end in the in-memory world: by themselves, or because somebody asked for it (TR-12 to TR-15).
 */
import type { Fact } from "../../domain/event/Fact.ts"
import type { Job } from "../../domain/job/Job.ts"
import type { Container } from "../../domain/manifest/PodTemplateSchema.ts"
import * as Pod from "../../domain/pod/Pod.ts"
import * as RestartPolicy from "../../domain/pod/RestartPolicy.ts"
import * as Runs from "../../domain/pod/Runs.ts"
import * as PodScript from "./PodScript.ts"
import type * as Scenario from "./Scenario.ts"

/** A run of a container of a Pod. */
export interface Run extends Runs.Run {
  readonly ordinal: number
}

export const exit = (run: Run, { exitCode, reason }: PodScript.End, at: number): Fact => ({
  _tag: "ContainerExited",
  at,
  ordinal: run.ordinal,
  container: run.container,
  attempt: run.attempt,
  exitCode,
  reason,
  finishedAt: at
})

/** What never ran, and an init container, is ended only when it is asked to. */
const howItEnds = (pod: Pod.Pod, name: string, end: PodScript.End): PodScript.End => {
  const position = pod.containers.findIndex((container) => container.name === name)
  if (position < 0 || pod.containers[position]?.state === "Created") return PodScript.terminated
  return position === 0 ? end : completed
}

/**
 * Ends of the containers that have not ended: the first as scripted, the others with 0 (TR-12). Where the first runs
 * again in place, the others go on meanwhile, so that the Pod is Ready again with its next run (TR-14).
 */
export const together = (pod: Pod.Pod, end: PodScript.End, at: number): ReadonlyArray<Fact> =>
  Runs.ofContainers(pod).map((run) =>
    exit({ ...run, ordinal: pod.ordinal }, howItEnds(pod, run.container, end), at)
  )

const completed: PodScript.End = { exitCode: 0, reason: "Completed", whole: false }

/** TR-13: the Pod's phase, reason and conditions change with the end of its container, in one update. */
const evicted = (rule: Scenario.Rule, ordinal: number, end: PodScript.End, at: number): Fact => ({
  _tag: "PodEvicted",
  at,
  ordinal,
  reason: rule.podReason ?? "",
  conditions: rule.conditions ?? [],
  exitCode: end.exitCode,
  containerReason: end.reason,
  finishedAt: at
})

/** The container would run again in place after this end (LC-2, LC-42). */
const wouldRestart = (job: Job, pod: Pod.Pod, item: Container | undefined, exitCode: number): boolean =>
  item !== undefined &&
  !Pod.isStopping(pod) &&
  RestartPolicy.wouldRestart(job.spec.template.spec, item, exitCode)

/** The part of a Pod whose run ends, which run it is, and when. */
interface Ending<R> {
  readonly rule: Scenario.Rule
  readonly run: R
  readonly at: number
}

/** A run of the first container ends by itself; only its attempt is known. */
export const byItself = (
  job: Job,
  pod: Pod.Pod,
  { rule, run, at }: Ending<Pick<Run, "attempt">>
): ReadonlyArray<Fact> => {
  const [first] = job.spec.template.spec.containers
  const [running] = pod.containers
  if (running?.attempt !== run.attempt || running.state === "BackingOff") return []
  const mayRestart = wouldRestart(job, pod, first, PodScript.failingCode(rule))
  const end = PodScript.endOfRun(rule, run.attempt, mayRestart)
  if (end.whole) return [evicted(rule, pod.ordinal, end, at)]
  const exits = together(pod, end, at)
  return wouldRestart(job, pod, first, end.exitCode) ? exits.slice(0, 1) : exits
}

/** What the template says of an init container; nothing of the others. */
export const initContainer = ({ spec }: Job, name: string): Container | undefined =>
  spec.template.spec.initContainers?.find((item) => item.name === name)

/** What the template says of a container the scenario speaks of: an init container, or the first of the others. */
const spokenOf = (job: Job, name: string): Container | undefined => {
  const [first] = job.spec.template.spec.containers
  return initContainer(job, name) ?? (first?.name === name ? first : undefined)
}

/** It has a probe that can find it unhealthy. */
export const isLookedAfter = (job: Job, name: string): boolean => {
  const item = spokenOf(job, name)
  return item?.livenessProbe !== undefined || item?.startupProbe !== undefined
}

/** Its probe has failed too often; that of its start, where it has no other. */
export const unhealthy = (job: Job, run: Run, at: number): ReadonlyArray<Fact> => {
  const { ordinal, container, attempt } = run
  const item = spokenOf(job, container)
  const cause = item?.livenessProbe === undefined ? "StartupProbe" : "LivenessProbe"
  return [{ _tag: "ContainerUnhealthy", at, ordinal, container, attempt, cause }]
}

/** How a container ends that is asked to while its Pod goes on, or a sidecar (TR-15). */
export const asked = (job: Job, rule: Scenario.Rule, name: string): PodScript.End =>
  job.spec.template.spec.containers[0]?.name === name
    ? PodScript.endOfTermination(rule)
    : PodScript.terminated

/** The run of an init container ends by itself, if it has not ended before. */
export const ofInitContainer = (
  job: Job,
  pod: Pod.Pod,
  { rule, run, at }: Ending<Run>
): ReadonlyArray<Fact> => {
  const item = initContainer(job, run.container)
  const running = Pod.container(pod, run.container)
  if (item === undefined || running?.state !== "Running" || running.attempt !== run.attempt) return []
  const part = PodScript.initRuleFor(rule, item)
  const mayRestart = wouldRestart(job, pod, item, PodScript.failingCode(part))
  return [exit(run, PodScript.endOfRun(part, run.attempt, mayRestart), at)]
}
