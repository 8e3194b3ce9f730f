/**
 * `sync(state, at)`: one step of deciding. The stages are asked in order, and the first that has something to say is
 * the step; when none has, the Job is quiescent (promise P2).
 *
 * This list is the whole of deciding. A policy that is decided later gets its place here: pod failure policy and
 * limits per index among the failing verdicts, success policy after them (JC-57).
 */
import type { Decision } from "../event/Decision.ts"
import * as ActiveDeadline from "../policy/ActiveDeadline.ts"
import * as Completion from "../policy/Completion.ts"
import * as FailureVerdict from "../policy/FailureVerdict.ts"
import * as GarbageCollector from "../policy/GarbageCollector.ts"
import * as PodCreation from "../policy/PodCreation.ts"
import * as PodSync from "../policy/PodSync.ts"
import * as ScaleDown from "../policy/ScaleDown.ts"
import * as StartTime from "../policy/StartTime.ts"
import * as Suspension from "../policy/Suspension.ts"
import * as Tracking from "../policy/Tracking.ts"
import * as TtlAfterFinished from "../policy/TtlAfterFinished.ts"
import type { Job } from "./Job.ts"

export type Stage = (job: Job, at: number) => ReadonlyArray<Decision>

const stages: ReadonlyArray<Stage> = [
  PodSync.decide,
  GarbageCollector.removeJobAtOnce,
  StartTime.set,
  FailureVerdict.reach,
  Tracking.release,
  Suspension.stopPods,
  ScaleDown.stopPods,
  PodCreation.create,
  Completion.reach,
  Suspension.report,
  Completion.finish,
  ActiveDeadline.arm,
  TtlAfterFinished.expire,
  GarbageCollector.collect
]

const none: ReadonlyArray<Decision> = []

const from = (position: number, job: Job, at: number): ReadonlyArray<Decision> => {
  const stage = stages[position]
  if (stage === undefined) return none
  const said = stage(job, at)
  return said.length > 0 ? said : from(position + 1, job, at)
}

export const sync: Stage = (job, at) => from(0, job, at)
