/**
 * From one status of a Job to the next: what an API server checks of every write of `/status` (AJ-100 to AJ-131).
 *
 * Uncounted Pods (AJ-128), failed indexes and success policies are not part of a status here yet.
 */
import * as Job from "../job/Job.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import type { Law } from "./Law.ts"

/** What of a status is checked, before it is written as text: instants are epoch milliseconds, absent is 0. */
export interface Status {
  readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string }>
  readonly startTime?: number | undefined
  readonly completionTime?: number | undefined
  readonly active?: number
  readonly succeeded?: number
  readonly failed?: number
  readonly ready?: number
  readonly terminating?: number
}

const statusOf = (job: Job.Job): Required<Status> => ({
  conditions: job.conditions,
  startTime: job.startTime,
  completionTime: job.completionTime,
  active: job.podSet.tally.active,
  succeeded: Job.succeeded(job),
  failed: job.failed,
  ready: job.podSet.tally.ready,
  terminating: job.podSet.tally.terminating
})

/** Nothing is written then. */
const isUnchanged = (before: Status, after: Status): boolean =>
  before.conditions === after.conditions &&
  before.startTime === after.startTime &&
  before.completionTime === after.completionTime &&
  before.active === after.active &&
  before.succeeded === after.succeeded &&
  before.failed === after.failed &&
  before.ready === after.ready &&
  before.terminating === after.terminating

/** A write of a status over another; the spec is the stored one. */
export interface Write {
  readonly spec: Pick<JobSpec, "suspend" | "completions" | "parallelism" | "completionMode">
  readonly before: Status
  readonly after: Status
}

/** `ifChanged`: asked only where one of these is not what it was, so that an old fault does not block other writes. */
interface Rule {
  readonly ifChanged?: ReadonlyArray<Part>
  readonly isBroken: (write: Write) => boolean
  readonly says: string
}

const types = ["Complete", "Failed", "FailureTarget", "SuccessCriteriaMet"] as const
type ConditionType = (typeof types)[number] | "Suspended"
type Part = (typeof types)[number] | "Finished" | keyof Status

const is = (status: Status, type: ConditionType, as: "True" | "False" = "True"): boolean =>
  status.conditions?.some((condition) => condition.type === type && condition.status === as) === true

const isFinished = (status: Status): boolean => is(status, "Complete") || is(status, "Failed")

const isConditionType = (part: Part): part is (typeof types)[number] => types.some((type) => type === part)

/** Whether a write changes a part of the status. */
const changes = (part: Part): ((write: Write) => boolean) => {
  if (part === "Finished") return ({ before, after }) => isFinished(before) !== isFinished(after)
  return isConditionType(part)
    ? ({ before, after }) => is(before, part) !== is(after, part)
    : ({ before, after }) => before[part] !== after[part]
}

type Counter = "active" | "succeeded" | "failed" | "ready" | "terminating"

const count = (status: Status, counter: Counter): number => status[counter] ?? 0

/** AJ-100. */
const notNegative = (counter: Counter): Rule => ({
  isBroken: ({ after }) => count(after, counter) < 0,
  says: `status.${counter}: must be greater than or equal to 0`
})

/** AJ-105, AJ-120. */
const exclusive = (left: ConditionType, right: ConditionType, ifChanged: ReadonlyArray<Part>): Rule => ({
  ifChanged,
  isBroken: ({ after }) => is(after, left) && is(after, right),
  says: `cannot set ${left}=True and ${right}=true conditions`
})

/** AJ-124, AJ-125. */
const needs = (final: ConditionType, interim: ConditionType, ifChanged: ReadonlyArray<Part>): Rule => ({
  ifChanged,
  isBroken: ({ after }) => is(after, final) && !is(after, interim),
  says: `cannot set ${final}=True condition without the ${interim}=true condition`
})

/** AJ-126, AJ-129. */
const noneWhenFinished = (counter: "active" | "terminating"): Rule => ({
  ifChanged: ["Finished", counter],
  isBroken: ({ after }) => isFinished(after) && count(after, counter) > 0,
  says: `${counter}>0 is invalid for finished job`
})

/** AJ-103, AJ-104. */
const lasting = (type: ConditionType, kind: string): Rule => ({
  isBroken: ({ before, after }) => is(before, type) && !is(after, type),
  says: `cannot disable the ${kind}${type}=True condition`
})

/** AJ-121 to AJ-123. */
const completionTime: ReadonlyArray<Rule> = [
  {
    ifChanged: ["Complete", "completionTime"],
    isBroken: ({ after }) => after.completionTime !== undefined && !is(after, "Complete"),
    says: "cannot set completionTime when there is no Complete=True condition"
  },
  {
    ifChanged: ["Complete", "completionTime"],
    isBroken: ({ after }) => after.completionTime === undefined && is(after, "Complete"),
    says: "completionTime is required for Complete jobs"
  },
  {
    ifChanged: ["startTime", "completionTime"],
    isBroken: ({ after: { startTime, completionTime } }) =>
      startTime !== undefined && completionTime !== undefined && completionTime < startTime,
    says: "completionTime must be equal to or after `startTime`"
  }
]

/** AJ-127. */
const startTime: Rule = {
  ifChanged: ["Finished", "startTime"],
  isBroken: ({ spec, after }) =>
    isFinished(after) && after.startTime === undefined && !(spec.suspend && spec.completions === 0),
  says: "startTime is required for finished job"
}

/** AJ-101, AJ-102: only scaling an elastic Job down takes successes away. */
const counters: ReadonlyArray<Rule> = [
  {
    isBroken: ({ before, after }) => count(after, "failed") < count(before, "failed"),
    says: "cannot decrease the failed counter"
  },
  {
    isBroken: ({ spec, before, after }) =>
      count(after, "succeeded") < count(before, "succeeded") &&
      !(spec.completionMode === "Indexed" && spec.completions === spec.parallelism),
    says: "cannot decrease the succeeded counter"
  }
]

const resumes = ({ before, after }: Write): boolean =>
  is(before, "Suspended") && is(after, "Suspended", "False")

/** AJ-108, AJ-131. */
const immutable: ReadonlyArray<Rule> = [
  {
    ifChanged: ["completionTime"],
    isBroken: ({ before, after }) =>
      before.completionTime !== undefined && after.completionTime !== undefined,
    says: "status.completionTime: field is immutable"
  },
  {
    ifChanged: ["startTime"],
    isBroken: (write) => write.before.startTime !== undefined && !write.spec.suspend && !resumes(write),
    says: "status.startTime: field is immutable for unsuspended job once set"
  }
]

const rules: ReadonlyArray<Rule> = [
  ...(["active", "succeeded", "failed", "ready", "terminating"] as const).map(notNegative),
  exclusive("Complete", "Failed", ["Complete", "Failed"]),
  exclusive("Complete", "FailureTarget", ["Complete", "FailureTarget"]),
  ...completionTime,
  needs("Failed", "FailureTarget", ["Failed"]),
  needs("Complete", "SuccessCriteriaMet", ["Complete", "SuccessCriteriaMet"]),
  noneWhenFinished("active"),
  startTime,
  noneWhenFinished("terminating"),
  {
    // AJ-130.
    ifChanged: ["ready", "active"],
    isBroken: ({ after }) => count(after, "ready") > count(after, "active"),
    says: "cannot set more ready pods than active"
  },
  exclusive("SuccessCriteriaMet", "Failed", []),
  exclusive("SuccessCriteriaMet", "FailureTarget", []),
  lasting("Failed", "terminal "),
  lasting("Complete", "terminal "),
  lasting("FailureTarget", "terminal "),
  ...counters,
  ...immutable,
  lasting("SuccessCriteriaMet", ""),
  {
    // AJ-107.
    isBroken: ({ before, after }) =>
      is(before, "Complete") && !is(before, "SuccessCriteriaMet") && is(after, "SuccessCriteriaMet"),
    says: "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions"
  }
]

/** Parts are looked up once, not with every write. */
const asked = rules.map(({ ifChanged = [], isBroken, says }) => ({
  changes: ifChanged.map(changes),
  isBroken,
  says
}))

const isBroken = (write: Write, rule: (typeof asked)[number]): boolean =>
  (rule.changes.length === 0 || rule.changes.some((change) => change(write))) && rule.isBroken(write)

/** What an API server would say to this write, in its order. */
export const faults = (write: Write): ReadonlyArray<string> =>
  asked.filter((rule) => isBroken(write, rule)).map(({ says }) => says)

export const statusesFollowEachOther: Law = {
  name: "statusesFollowEachOther",
  rules: "AJ-100 to AJ-108, AJ-120 to AJ-131, JC-172",
  text: "An API server would accept each status after the one before it.",
  batch: ({ before: jobBefore, batch: { job } }) => {
    const before = statusOf(jobBefore)
    const after = statusOf(job)
    return !Job.exists(job) || isUnchanged(before, after)
      ? undefined
      : faults({ spec: job.spec, before, after })[0]
  }
}
