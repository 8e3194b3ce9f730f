/**
 * The order in which a Pod's containers begin (LC-40 to LC-44): init containers one behind the other, then all
 * containers.
 *
 * What may begin may begin for good: an init container that ended with 0 does not run again, and a sidecar that has
 * started once holds nothing up any more, however often it restarts.
 */
import type { Container, Pod } from "./Pod.ts"

/** It does not hold up what comes behind it: a sidecar has started, another has ended, with 0. */
export const letsPass = (
  { isSidecar, hasStarted }: Pick<Container, "isSidecar" | "hasStarted">,
  endedWith: number | undefined
): boolean => (isSidecar ? hasStarted : endedWith === 0)

/** The init containers up to this position let pass what comes behind them. */
const isUpTo = ({ initContainers }: Pod, position: number): boolean => {
  const last = initContainers[position]
  return last === undefined || letsPass(last, last.state === "Terminated" ? last.exitCode : undefined)
}

/** The containers may begin. */
export const isDone = (pod: Pod): boolean => isUpTo(pod, pod.initContainers.length - 1)

/** An init container may begin, given its position. */
export const reaches = (pod: Pod, position: number): boolean => isUpTo(pod, position - 1)

/** A container of the Pod may begin. */
export const hasTurn = (pod: Pod, container: Container): boolean => {
  const position = pod.initContainers.indexOf(container)
  return position < 0 ? isDone(pod) : reaches(pod, position)
}

/** A container has begun before: the Pod does not start up again, whatever becomes of its sidecars (LC-3). */
export const wasDone = ({ containers }: Pod): boolean => containers.some(({ attempt }) => attempt >= 0)
