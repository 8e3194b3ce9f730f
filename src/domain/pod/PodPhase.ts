/**
 * The phase of a Pod from the states of its containers (LC-3, LC-4): the first line of the rule that holds.
 *
 * One function for the kubelet here and for upstream's own cases. A container whose state nobody knows yet is absent.
 */
import type { Container as Spec, PodSpec } from "../manifest/PodTemplateSchema.ts"
import * as Pod from "./Pod.ts"
import * as RestartPolicy from "./RestartPolicy.ts"

/** What counts of a container: of one that waits for its next run, how the last one ended. */
export type View = Pick<Pod.Container, "state" | "hasStarted" | "exitCode" | "reason"> | undefined

/** In the order of the manifest. */
export interface Views {
  readonly initContainers: ReadonlyArray<View>
  readonly containers: ReadonlyArray<View>
}

/** `wasInitialized`: a container has run before; `isOver`: nothing of it will run again, whatever its policies say. */
export interface Standing {
  readonly wasInitialized: boolean
  readonly isOver: boolean
}

type Rules = Pick<PodSpec, "restartPolicy" | "initContainers" | "containers">

const isRunning = (view: View): boolean => view?.state === "Running"
const isWaiting = (view: View): boolean => view?.state === "Created"
const hasEnded = (view: View): boolean => view?.state === "Terminated" || view?.state === "BackingOff"
const isUnknown = (view: View): boolean => view === undefined

const wouldRestart = (spec: Rules, item: Spec | undefined, view: View): boolean =>
  view?.reason === Pod.restartingAllContainers ||
  (item !== undefined && RestartPolicy.wouldRestart(spec, item, view?.exitCode ?? 0))

/** An init container has failed for good (line 1). */
const hasFailed = (spec: Rules, item: Spec, view: View): boolean =>
  !Pod.isSidecar(item) && hasEnded(view) && view?.exitCode !== 0 && !wouldRestart(spec, item, view)

/** An init container is still to end, or a sidecar to start (line 2). */
const isAwaited = (item: Spec, view: View, { wasInitialized }: Standing): boolean =>
  Pod.isSidecar(item)
    ? !wasInitialized && (isUnknown(view) || (isRunning(view) && view?.hasStarted !== true))
    : isUnknown(view) || isRunning(view) || isWaiting(view)

/** Lines 1 and 2. */
const ofStartUp = (
  spec: Rules,
  views: ReadonlyArray<View>,
  standing: Standing
): "Failed" | "Pending" | undefined => {
  const items = spec.initContainers ?? []
  if (items.some((item, position) => hasFailed(spec, item, views[position]))) return "Failed"
  return items.some((item, position) => isAwaited(item, views[position], standing)) ? "Pending" : undefined
}

/** Line 5. */
const ofEnd = (spec: Rules, views: ReadonlyArray<View>, isOver: boolean): Pod.Phase => {
  const willRestart = views.some((view, position) => wouldRestart(spec, spec.containers[position], view))
  if (willRestart && !isOver) return "Running"
  const hasSucceeded = views.every((view) => view?.state === "Terminated" && view.exitCode === 0)
  return hasSucceeded ? "Succeeded" : "Failed"
}

/** Those of its init containers that run beside its containers. */
const sidecars = (spec: Rules, views: ReadonlyArray<View>): ReadonlyArray<View> =>
  views.length === 0
    ? views
    : views.filter((_, position) => {
        const item = spec.initContainers?.[position]
        return item !== undefined && Pod.isSidecar(item)
      })

export const of = (spec: Rules, { initContainers, containers }: Views, standing: Standing): Pod.Phase => {
  const early = initContainers.length === 0 ? undefined : ofStartUp(spec, initContainers, standing)
  if (early !== undefined) return early
  const beside = sidecars(spec, initContainers)
  if (containers.some(isWaiting) || beside.some(isWaiting)) return "Pending"
  const isKnown = !containers.some(isUnknown) && !beside.some(isUnknown)
  if (containers.some(isRunning) || beside.some(isRunning)) return isKnown ? "Running" : "Pending"
  return isKnown && containers.some(hasEnded) ? ofEnd(spec, containers, standing.isOver) : "Pending"
}
