/**
 * Starting a whole Pod over in place (LC-36): a container ends with a code that its rule `RestartAllContainers` is for,
 * all that is under way of the Pod is ended without grace, and when nothing is left its start-up begins anew, with the
 * first init container.
 *
 * The containers are removed before they start again: whatever they ended with counts no more, and what comes behind a
 * sidecar waits for it again. The container that asked for it has ended by itself, and waits for its back-off when its
 * turn comes (LC-31, LC-35).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { Container, PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as ContainerBackoff from "./ContainerBackoff.ts"
import * as Pod from "./Pod.ts"
import * as RestartPolicy from "./RestartPolicy.ts"
import * as Runs from "./Runs.ts"
import type { Stop } from "./Termination.ts"

/** What a probe ended and what is followed by another run anyhow does not ask for it. */
const asksForIt = (
  containers: ReadonlyArray<Pod.Container>,
  items: ReadonlyArray<Container>,
  { spec }: PodTemplate
): Pod.Container | undefined =>
  containers.find((container, position) => {
    const item = items[position]
    return (
      item?.restartPolicyRules !== undefined &&
      container.state === "Terminated" &&
      !(Pod.isEndedByProbe(container) && RestartPolicy.restartsForProbe(spec, item)) &&
      RestartPolicy.restartsAll(item, container.exitCode ?? 0)
    )
  })

/** The container whose end asks for it, init containers first. */
export const cause = (
  { containers, initContainers }: Pod.Pod,
  template: PodTemplate
): Pod.Container | undefined => {
  const { spec } = template
  const init = initContainers.length === 0 ? [] : (spec.initContainers ?? [])
  return asksForIt(initContainers, init, template) ?? asksForIt(containers, spec.containers, template)
}

/** What is to be ended, with no time to prepare for it; nothing of a Pod that does not start over. */
export const stops = (pod: Pod.Pod): ReadonlyArray<Stop> => {
  const { at } = pod.restartingAll ?? {}
  return at === undefined ? [] : Runs.underWay(pod).map((run) => ({ ...run, at, killAt: at }))
}

/** Nothing is under way any more: the containers can be removed. */
export const isCleared = (pod: Pod.Pod): boolean => Runs.underWay(pod).length === 0

/** In the place of what it ended with. */
const removal = { state: "BackingOff", exitCode: 137, reason: Pod.restartingAllContainers } as const

interface Removal {
  readonly at: number
  readonly cause: Pod.RestartingAll | undefined
}

/** One that waited for its next run goes on waiting. */
const withoutContainer = (container: Pod.Container, { at, cause }: Removal): Pod.Container => {
  if (container.state !== "Terminated") return { ...container, hasStarted: false }
  const { name, finishedAt = 0 } = container
  return cause?.container === name
    ? {
        ...container,
        ...removal,
        hasStarted: false,
        due: cause.due,
        startable: cause.due <= at,
        delaySeconds: ContainerBackoff.nextDelaySeconds(container, finishedAt)
      }
    : { ...container, ...removal, hasStarted: false, due: at, startable: true }
}

const ended = (containers: ReadonlyArray<Pod.Container>): number =>
  containers.filter(({ state }) => state === "Terminated").length

/**
 * The Pod with all its containers removed, and not ready without them. Each that ended has restarted by that (LC-12),
 * and while init containers run the Pod is Pending again (LC-3).
 */
export const removed = (pod: Pod.Pod, at: number): Pod.Pod => {
  const removal = { at, cause: pod.restartingAll }
  return {
    ...pod,
    restartingAll: undefined,
    phase: pod.initContainers.some(({ isSidecar }) => !isSidecar) ? "Pending" : pod.phase,
    ready: false,
    readyChangedAt: pod.ready ? Timestamp.cut(at) : pod.readyChangedAt,
    initContainers: pod.initContainers.map((container) => withoutContainer(container, removal)),
    containers: pod.containers.map((container) => withoutContainer(container, removal)),
    restarts: pod.restarts + ended(pod.initContainers) + ended(pod.containers)
  }
}
