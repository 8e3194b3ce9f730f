/**
 * What the runtime must see to, derived from state: never from what just happened (promise P7).
 *
 * So a restart of the controller, a lost message and a repeated one are the same case: derive again, and do what is
 * not done yet. Every intent is keyed by Pod, container and attempt, and doing it twice is harmless. What runs and
 * belongs to no Pod of the state, such as the containers of a Pod deleted without a grace period, is to be ended.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Job } from "../job/Job.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as AllContainersRestart from "../pod/AllContainersRestart.ts"
import * as Pod from "../pod/Pod.ts"
import * as StartUp from "../pod/StartUp.ts"
import * as Termination from "../pod/Termination.ts"

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
  /** Wait until `due`, then report `PodDeadlineExceeded`. */
  | { readonly _tag: "AwaitPodDeadline"; readonly ordinal: number; readonly due: number }
  /**
   * From `at` on end this run, or call it off if it has not begun; where it still runs at `killAt` it is killed.
   * `ContainerExited` answers.
   */
  | StopContainer

export interface StopContainer extends Termination.Stop {
  readonly _tag: "StopContainer"
  readonly ordinal: number
}

const none: ReadonlyArray<Intent> = []

const ofContainer = (pod: Pod.Pod, run: Pod.Container, hasTurn: boolean): Intent | undefined => {
  const { ordinal } = pod
  const { name: container, state, due = 0 } = run
  const attempt = run.attempt + 1
  if (state === "Running")
    return run.kill && { ...run.kill, _tag: "StopContainer", ordinal, container, attempt: run.attempt }
  if (state === "BackingOff" && !run.startable)
    return { _tag: "AwaitContainerBackoff", ordinal, container, attempt, due }
  return hasTurn && (state === "Created" || state === "BackingOff")
    ? { _tag: "StartContainer", ordinal, container, attempt }
    : undefined
}

const deadline = ({ ordinal, deadline: due, isPastDeadline }: Pod.Pod): ReadonlyArray<Intent> =>
  due === undefined || isPastDeadline ? none : [{ _tag: "AwaitPodDeadline", ordinal, due }]

const stop = (ordinal: number, stops: ReadonlyArray<Termination.Stop>): ReadonlyArray<Intent> =>
  stops.map((one) => ({ ...one, _tag: "StopContainer", ordinal }))

/** Those of a Pod that does not stop. */
const ofContainers = (pod: Pod.Pod): ReadonlyArray<Intent> => {
  if (pod.restartingAll !== undefined) return stop(pod.ordinal, AllContainersRestart.stops(pod))
  const all: Array<Intent> = []
  pod.initContainers.forEach((run, position) => {
    const intent = ofContainer(pod, run, StartUp.reaches(pod, position))
    if (intent !== undefined) all.push(intent)
  })
  const hasTurn = StartUp.isDone(pod)
  for (const run of pod.containers) {
    const intent = ofContainer(pod, run, hasTurn)
    if (intent !== undefined) all.push(intent)
  }
  return all
}

/** What one Pod, made by this template, asks for. */
export const ofPod = (pod: Pod.Pod, template: PodTemplate): ReadonlyArray<Intent> => {
  const { ordinal } = pod
  if (Pod.isFinished(pod)) return none
  if (!pod.scheduled)
    return pod.slot || pod.deletionAt !== undefined ? none : [{ _tag: "RequestSlot", ordinal }]
  const ofRuns = Pod.isStopping(pod) ? stop(ordinal, Termination.of(pod, template)) : ofContainers(pod)
  return pod.deadline === undefined ? ofRuns : [...deadline(pod), ...ofRuns]
}

/** All that is to be seen to, Pods oldest first; what a controller needs when it starts. */
export const of = (job: Job): ReadonlyArray<Intent> =>
  OrdinalMap.values(job.podSet.pods).flatMap((pod) => ofPod(pod, job.spec.template))
