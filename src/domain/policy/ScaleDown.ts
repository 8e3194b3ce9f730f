/**
 * Which Pods go when there are more than wanted (JC-73 to JC-77, JC-86 to JC-88).
 *
 * Ranking looks at every active Pod. It happens only when the spec asked for fewer, not for each Pod that ends.
 */
import * as Order from "effect/Order"
import type { Decision } from "../event/Decision.ts"
import * as Job from "../job/Job.ts"
import * as Tally from "../job/Tally.ts"
import type * as Pod from "../pod/Pod.ts"
import * as Completion from "./Completion.ts"
import * as PodDeletion from "./PodDeletion.ts"

type Pods = ReadonlyArray<Pod.Pod>

const ascending = (by: (pod: Pod.Pod) => number): Order.Order<Pod.Pod> => Order.mapInput(Order.Number, by)
const descending = (by: (pod: Pod.Pod) => number): Order.Order<Pod.Pod> => ascending((pod) => -by(pod))

const mostAttempts = (containers: ReadonlyArray<Pod.Container>): number =>
  containers.reduce((most, { attempt }) => Math.max(most, attempt), 0)

/** First in this order is removed first; equal ones oldest first (JC-86, TR-30). */
const removalOrder: Order.Order<Pod.Pod> = Order.combineAll([
  ascending(({ scheduled }) => (scheduled ? 1 : 0)),
  ascending(({ phase }) => (phase === "Pending" ? 0 : 1)),
  ascending(({ ready }) => (ready ? 1 : 0)),
  descending(({ ready, readyChangedAt }) => (ready ? (readyChangedAt ?? 0) : 0)),
  descending(({ containers }) => mostAttempts(containers)),
  descending(({ initContainers }) => mostAttempts(initContainers.filter(({ isSidecar }) => isSidecar))),
  descending(({ createdAt }) => createdAt),
  ascending(({ ordinal }) => ordinal)
])

/** Pods of indexes that were cut off always go, and first (JC-87). */
const surplus = (job: Job.Job, excess: number): Pods => {
  const active = PodDeletion.activePods(job)
  const beyond = active.filter((pod) => Tally.isBeyond(pod, job.spec.completions))
  const rest = active.filter((pod) => !Tally.isBeyond(pod, job.spec.completions)).toSorted(removalOrder)
  return [...beyond, ...rest.slice(0, Math.max(0, excess - beyond.length))]
}

export const stopPods = (job: Job.Job, at: number): ReadonlyArray<Decision> | undefined => {
  if (!Job.isManaged(job) || job.spec.suspend) return undefined
  const excess = job.podSet.tally.active - Completion.wantedPods(job)
  return excess > 0 || job.podSet.tally.beyond > 0
    ? PodDeletion.releaseAndRequest(job, surplus(job, excess), at)
    : undefined
}
