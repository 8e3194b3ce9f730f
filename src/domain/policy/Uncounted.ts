/**
 * The Pods that have succeeded or failed and are to be counted (JC-12, JC-13): not those that an index retains.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Job } from "../job/Job.ts"
import * as Retained from "../job/Retained.ts"
import * as Pod from "../pod/Pod.ts"
import * as PodReplacement from "./PodReplacement.ts"

type Pods = ReadonlyArray<Pod.Pod>

const none: Pods = []

const finished = ({ podSet: { uncounted, pods } }: Job): Pods =>
  IntervalSet.isEmpty(uncounted)
    ? none
    : IntervalSet.members(uncounted).flatMap((ordinal) => OrdinalMap.get(pods, ordinal) ?? none)

/** Oldest first; under TerminatingOrFailed terminating Pods have failed as well (JC-10). */
export const ended = (job: Job): Pods =>
  PodReplacement.hasEarlyFailures(job)
    ? OrdinalMap.filter(
        job.podSet.pods,
        (pod) =>
          pod.tracked &&
          (Pod.isFinished(pod) || Pod.isTerminating(pod)) &&
          !Retained.has(job.podSet.retained, pod)
      )
    : finished(job)
