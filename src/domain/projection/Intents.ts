/**
 * What the runtime must see to, derived from state: never from what just happened (promise P7).
 *
 * So a restart of the controller, a lost message and a repeated one are the same case: derive again, and do what is
 * not done yet. Every intent is keyed by Pod, container and attempt, and doing it twice is harmless. What runs and
 * belongs to no Pod of the state, such as the containers of a Pod deleted without a grace period, is to be ended.
 */
import * as Predicate from "effect/Predicate"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Job } from "../job/Job.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as GracePeriod from "../pod/GracePeriod.ts"
import * as Pod from "../pod/Pod.ts"
import * as Runs from "../pod/Runs.ts"

export type Intent =
  /** Find room for the Pod; `SlotGranted` answers. */
  | { readonly _tag: "RequestSlot"; readonly ordinal: number }
  /** Start this run of the container; `ContainerStarted` answers. */
  | {
      readonly _tag: "StartContainer"
      readonly ordinal: number
      readonly container: string
      readonly attempt: number
    }
  /** Wait until `due`, then report `ContainerBackoffElapsed`. */
  | {
      readonly _tag: "AwaitContainerBackoff"
      readonly ordinal: number
      readonly container: string
      readonly attempt: number
      readonly due: number
    }
  /**
   * End these runs of the Pod, asked for at `at`, and call off those that have not begun; what still runs at `killAt`
   * is killed. `ContainerExited` answers.
   */
  | {
      readonly _tag: "StopPod"
      readonly ordinal: number
      readonly at: number
      readonly killAt: number
      readonly runs: ReadonlyArray<Runs.Run>
    }

const none: ReadonlyArray<Intent> = []

const ofContainer = (ordinal: number, run: Pod.Container): Intent | undefined => {
  const { name: container, state, due = 0 } = run
  const attempt = run.attempt + 1
  if (state === "Created" || (state === "BackingOff" && run.startable))
    return { _tag: "StartContainer", ordinal, container, attempt }
  return state === "BackingOff"
    ? { _tag: "AwaitContainerBackoff", ordinal, container, attempt, due }
    : undefined
}

const stop = (pod: Pod.Pod, at: number, template: PodTemplate): Intent => ({
  _tag: "StopPod",
  ordinal: pod.ordinal,
  at,
  killAt: GracePeriod.endsAt(template, at),
  runs: Runs.open(pod)
})

/** What one Pod, made by this template, asks for. */
export const ofPod = (pod: Pod.Pod, template: PodTemplate): ReadonlyArray<Intent> => {
  if (Pod.isFinished(pod)) return none
  if (!pod.scheduled)
    return pod.slot || pod.deletionAt !== undefined ? none : [{ _tag: "RequestSlot", ordinal: pod.ordinal }]
  if (pod.deletionAt !== undefined) return [stop(pod, pod.deletionAt, template)]
  return pod.containers.map((run) => ofContainer(pod.ordinal, run)).filter(Predicate.isNotUndefined)
}

/** All that is to be seen to, Pods oldest first; what a controller needs when it starts. */
export const of = (job: Job): ReadonlyArray<Intent> =>
  OrdinalMap.values(job.podSet.pods).flatMap((pod) => ofPod(pod, job.spec.template))
