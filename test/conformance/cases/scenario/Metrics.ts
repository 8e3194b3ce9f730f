/** What upstream's metrics would have counted (JC-175 to JC-181), told from the log: `name{label,label}` to number. */
import type { Event } from "../../../../src/domain/event/Event.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as PodSet from "../../../../src/domain/job/PodSet.ts"
import * as SpecText from "./SpecText.ts"

/** Growth of one counter. */
type Growth = readonly [counter: string, by: number]

/** JC-179. */
const creationReason = ({ spec, failed, podSet: { tally } }: Job.Job): string => {
  if (spec.podReplacementPolicy === "Failed" && failed > 0) return "recreate_failed"
  return failed > 0 || tally.terminating > 0 ? "recreate_terminating_or_failed" : "new"
}

/** JC-123: the rule is counted with the Pod. */
const handled = ({ podSet }: Job.Job, ordinal: number): ReadonlyArray<Growth> => {
  const action = PodSet.get(podSet, ordinal)?.action
  return action === undefined ? [] : [[`pod_failures_handled_by_failure_policy_total{${action}}`, 1]]
}

const ofEvent = (before: Job.Job, event: Event): ReadonlyArray<Growth> => {
  const mode = before.spec.completionMode
  if (event._tag === "JobCompleted") return [[`jobs_finished_total{${mode},succeeded,${event.reason}}`, 1]]
  if (event._tag === "JobFailed") return [[`jobs_finished_total{${mode},failed,${event.reason}}`, 1]]
  if (event._tag === "PodCreated")
    return [[`job_pods_creation_total{${creationReason(before)},succeeded}`, 1]]
  return event._tag === "PodReleased" ? handled(before, event.ordinal) : []
}

const ofState = (before: Job.Job, after: Job.Job): ReadonlyArray<Growth> => {
  const { completionMode: mode, backoffLimitPerIndex } = after.spec
  const limit = backoffLimitPerIndex === undefined ? "global" : "perIndex"
  const growth = (of: (job: Job.Job) => number): number => Math.max(0, of(after) - of(before))
  const uncounted = ({ podSet }: Job.Job): number => podSet.uncounted.size
  return [
    [`job_pods_finished_total{${mode},succeeded}`, growth(Job.succeeded)],
    [`job_pods_finished_total{${mode},failed}`, growth(({ failed }) => failed)],
    [`job_finished_indexes_total{succeeded,${limit}}`, growth(({ podSet }) => podSet.indexes.completed.size)],
    [`job_finished_indexes_total{failed,${limit}}`, growth(({ podSet }) => podSet.indexes.failed.size)],
    ["terminated_pods_tracking_finalizer_total{add}", growth(uncounted)],
    ["terminated_pods_tracking_finalizer_total{delete}", growth((job) => -uncounted(job))]
  ]
}

const external = (job: Job.Job): ReadonlyArray<Growth> =>
  Job.isManagedElsewhere(job)
    ? [[`jobs_by_external_controller_total{${SpecText.managerText(job.spec.managedBy ?? "")}}`, 1]]
    : []

const growths = (events: ReadonlyArray<Event>): ReadonlyArray<Growth> => {
  let job = Job.initialState
  const all: Array<Growth> = []
  for (const event of events) {
    const after = Evolve.evolve(job, event)
    all.push(...ofEvent(job, event), ...ofState(job, after))
    job = after
  }
  return [...all, ...external(job)]
}

/** A counter by its whole name, or by that of its metric: all of its counters together. */
export const count = (events: ReadonlyArray<Event>, name: string): number =>
  growths(events)
    .filter(([counter]) => counter === name || counter.startsWith(`${name}{`))
    .reduce((sum, [, by]) => sum + by, 0)
