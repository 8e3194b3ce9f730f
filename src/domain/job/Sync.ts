/**
 * `sync(state, at)`: one step of deciding. The stages are asked in order, and the first that has something to say is
 * the step; when none has, the Job is quiescent (promise P2). A stage without anything to say gives `undefined`.
 *
 * This list is the whole of deciding.
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
import * as SuccessPolicy from "../policy/SuccessPolicy.ts"
import * as Suspension from "../policy/Suspension.ts"
import * as Tracking from "../policy/Tracking.ts"
import * as TtlAfterFinished from "../policy/TtlAfterFinished.ts"
import type { Job } from "./Job.ts"

type Said = ReadonlyArray<Decision> | undefined

/** What has happened to the Pods, and what it says of the Job. */
const account = (job: Job, at: number): Said =>
  PodSync.decide(job, at) ??
  GarbageCollector.removeJobAtOnce(job, at) ??
  StartTime.set(job, at) ??
  FailureVerdict.reach(job, at) ??
  Tracking.release(job, at) ??
  SuccessPolicy.reach(job, at)

/** As many Pods as are wanted. */
const scale = (job: Job, at: number): Said =>
  Suspension.stopPods(job, at) ?? ScaleDown.stopPods(job, at) ?? PodCreation.create(job, at)

/** How the Job stands, and its timers. */
const conclude = (job: Job, at: number): Said =>
  Completion.reach(job, at) ??
  Suspension.report(job, at) ??
  Completion.finish(job, at) ??
  ActiveDeadline.arm(job, at) ??
  TtlAfterFinished.expire(job, at) ??
  GarbageCollector.collect(job, at)

const nothing: ReadonlyArray<Decision> = []

export const sync = (job: Job, at: number): ReadonlyArray<Decision> =>
  account(job, at) ?? scale(job, at) ?? conclude(job, at) ?? nothing
