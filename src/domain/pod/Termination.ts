/**
 * How the containers of a Pod that stops are ended (LC-51, LC-52): the containers together; then, one by one in
 * reverse order, the sidecars, each once all that may need it is gone. All of it happens within one grace period; when
 * it is over nothing waits any more.
 */
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as GracePeriod from "./GracePeriod.ts"
import type { Pod } from "./Pod.ts"
import * as Runs from "./Runs.ts"

/** From `at` on the run is asked to end; at `killAt` it is killed. */
export interface Stop extends Runs.Run {
  readonly at: number
  readonly killAt: number
}

/** Somebody asked for the Pod's end, or its kubelet ends it: whichever came first. */
const startedAt = ({ deletionAt, terminationAt }: Pod): number | undefined =>
  deletionAt === undefined || terminationAt === undefined
    ? (deletionAt ?? terminationAt)
    : Math.min(deletionAt, terminationAt)

/** What is to be ended of a Pod, and when; nothing of one that does not stop. */
export const of = (pod: Pod, template: PodTemplate): ReadonlyArray<Stop> => {
  const at = startedAt(pod)
  if (at === undefined) return []
  const killAt = GracePeriod.endsAt(template, at)
  const containers = Runs.ofContainers(pod).map((run) => ({ ...run, at, killAt }))
  const sidecars = Runs.ofSidecars(pod)
    .toReversed()
    .map((run, position) => ({ ...run, at: containers.length === 0 && position === 0 ? at : killAt, killAt }))
  return sidecars.length === 0 ? containers : [...containers, ...sidecars]
}
