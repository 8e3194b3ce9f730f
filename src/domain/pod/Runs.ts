/**
 * The runs of a Pod's containers: each is named by its container and the number of its attempt.
 *
 * A run is open that has not ended and has begun or may begin. Of a container whose turn has not come there is none
 * (LC-40, LC-36). A container between two runs has the next one open (TR-15); of a sidecar nothing is waited for that has
 * not been asked for yet.
 */
import type { Container, Pod } from "./Pod.ts"
import * as StartUp from "./StartUp.ts"

/** A run of a container of the Pod. */
export interface Run {
  readonly container: string
  readonly attempt: number
}

const isOpen = ({ state, isSidecar, startable }: Container, mayBegin: boolean): boolean =>
  state === "Running" ||
  (mayBegin && (state === "Created" || (state === "BackingOff" && (startable || !isSidecar))))

/** Where nothing runs it is the next, which has not begun. */
const ofContainer = ({ name, state, attempt }: Container): Run => ({
  container: name,
  attempt: state === "Running" ? attempt : attempt + 1
})

const containers = (pod: Pod): ReadonlyArray<Run> => {
  const mayBegin = StartUp.isDone(pod)
  return pod.containers.filter((container) => isOpen(container, mayBegin)).map(ofContainer)
}

const initContainers = (pod: Pod, areSidecars: boolean): ReadonlyArray<Run> =>
  pod.initContainers
    .filter(
      (container, position) =>
        container.isSidecar === areSidecars && isOpen(container, StartUp.reaches(pod, position))
    )
    .map(ofContainer)

const none: ReadonlyArray<Run> = []

/** Those of its sidecars, in the order of the manifest. */
export const ofSidecars = (pod: Pod): ReadonlyArray<Run> =>
  pod.initContainers.length === 0 ? none : initContainers(pod, true)

/** All others. */
export const ofContainers = (pod: Pod): ReadonlyArray<Run> =>
  pod.initContainers.length === 0 ? containers(pod) : [...initContainers(pod, false), ...containers(pod)]

/** Open, and no back-off is waited for: it runs, or may begin at any moment. */
const isUnderWay = (container: Container, mayBegin: boolean): boolean =>
  isOpen(container, mayBegin) && (container.state !== "BackingOff" || container.startable)

/** All that runs of a Pod, or may begin at any moment. */
export const underWay = (pod: Pod): ReadonlyArray<Run> => {
  const mayBegin = StartUp.isDone(pod)
  return [
    ...pod.initContainers.filter((container, position) =>
      isUnderWay(container, StartUp.reaches(pod, position))
    ),
    ...pod.containers.filter((container) => isUnderWay(container, mayBegin))
  ].map(ofContainer)
}

/** Something of the Pod is open. */
export const areOpen = (pod: Pod): boolean => {
  const mayBegin = StartUp.isDone(pod)
  return (
    pod.containers.some((container) => isOpen(container, mayBegin)) ||
    pod.initContainers.some((container, position) => isOpen(container, StartUp.reaches(pod, position)))
  )
}
