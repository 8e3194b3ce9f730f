/**
 * How the containers of a Pod that stops are ended (LC-51, LC-52): the containers together; then, one by one in
 * reverse order, the sidecars, each once all that may need it is gone. All of it happens within one grace period; when
 * it is over nothing waits any more. A run that was being ended before keeps its own time where that is sooner.
 */
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as GracePeriod from "./GracePeriod.ts"
import * as Pod from "./Pod.ts"
import * as Runs from "./Runs.ts"

/** The end of a run. */
export interface Stop extends Runs.Run, Pod.Kill {}

/** Somebody asked for the Pod's end, or its kubelet ends it: whichever came first. */
const startedAt = ({ deletionAt, terminationAt }: Pod.Pod): number | undefined =>
  deletionAt === undefined || terminationAt === undefined
    ? (deletionAt ?? terminationAt)
    : Math.min(deletionAt, terminationAt)

/** A run that must not go on is being ended already (LC-71). */
const sooner = (pod: Pod.Pod, stop: Stop): Stop => {
  const kill = Pod.container(pod, stop.container)?.kill
  return kill === undefined
    ? stop
    : { ...stop, at: Math.min(stop.at, kill.at), killAt: Math.min(stop.killAt, kill.killAt) }
}

/** What is to be ended of a Pod, and when; nothing of one that does not stop. */
export const of = (pod: Pod.Pod, template: PodTemplate): ReadonlyArray<Stop> => {
  const at = startedAt(pod)
  if (at === undefined) return []
  const killAt = GracePeriod.endsAt(template, at)
  const containers = Runs.ofContainers(pod).map((run) => sooner(pod, { ...run, at, killAt }))
  const sidecars = Runs.ofSidecars(pod)
    .toReversed()
    .map((run, position) => {
      const hasTurn = containers.length === 0 && position === 0
      return sooner(pod, { ...run, at: hasTurn ? at : killAt, killAt })
    })
  return sidecars.length === 0 ? containers : [...containers, ...sidecars]
}
