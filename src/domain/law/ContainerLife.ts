/**
 * Laws of containers: in which order they begin, how they run, and when they run again.
 */
import * as AllContainersRestart from "./AllContainersRestart.ts"
import { holds, type Law, type Saying } from "./Law.ts"
import type * as Memory from "./Memory.ts"
import * as PodMemory from "./PodMemory.ts"
import * as RunMemory from "./RunMemory.ts"
import * as TemplateMemory from "./TemplateMemory.ts"

export const containersRunOneAttemptAfterAnother: Law = {
  name: "containersRunOneAttemptAfterAnother",
  rules: "LC-12, P7",
  text: "The runs of a container are numbered from 0 without gaps, and no two of them overlap.",
  events: {
    ContainerStarted: (_, { container, attempt }, pod) => {
      const run = PodMemory.runOf(pod, container)
      if (run?.isRunning === true) return `run ${run.attempt} of ${container} has not ended`
      const expected = (run?.attempt ?? -1) + 1
      return attempt === expected ? holds : `run ${attempt} of ${container} is not run ${expected}`
    },
    ContainerRestartDecided: (_, { container, attempt }, pod) => {
      const run = PodMemory.runOf(pod, container)
      if (run === undefined || run.isRunning) return `no run of ${container} has ended`
      return attempt === run.attempt + 1 ? holds : `run ${attempt} does not follow run ${run.attempt}`
    }
  }
}

export const containersRestartWhenTheyAreDue: Law = {
  name: "containersRestartWhenTheyAreDue",
  rules: "LC-31",
  text: "A container runs again only when that was decided, and not before it is due.",
  events: {
    ContainerStarted: (_, { at, container, attempt }, pod) => {
      if (attempt === 0) return undefined
      const due = PodMemory.runOf(pod, container)?.due
      if (due === undefined) return `no restart of ${container} was decided`
      return at < due ? `${container} restarts ${due - at} ms early` : holds
    }
  }
}

/** 0, 10, 20, 40, 80, 160, 300, 300 … seconds. */
const delays: ReadonlyArray<number> = [0, 10, 20, 40, 80, 160, 300]

const waits = (
  _: Memory.Memory,
  { container, due }: { readonly container: string; readonly due: number },
  pod: PodMemory.PodMemory | undefined
): Saying => {
  const run = PodMemory.runOf(pod, container)
  if (run === undefined) return undefined
  const seconds = delays[Math.min(RunMemory.restartsBefore(run), delays.length - 1)] ?? 0
  return due === run.finishedAt + seconds * 1000
    ? holds
    : `${due} is not ${seconds} s after ${run.finishedAt}`
}

export const theContainerBackoffDoubles: Law = {
  name: "theContainerBackoffDoubles",
  rules: "LC-31, LC-33",
  text: "A container restarts at once, then 10·2ⁿ seconds after its end, at most 300; a run of ten minutes is a fresh start.",
  events: { ContainerRestartDecided: waits, AllContainersRestartDecided: waits }
}

/** LC-2, told anew: rules first, then the container's own policy, then the Pod's; after a probe, codes do not matter. */
const restarts = (
  template: TemplateMemory.TemplateMemory,
  item: TemplateMemory.Item,
  run: Partial<RunMemory.RunMemory>
): boolean => {
  const policy = item.restartPolicy ?? template.restartPolicy
  if (AllContainersRestart.isForProbe(run) && policy !== "Never") return true
  const action = AllContainersRestart.actionAfter(item, run)
  if (action !== undefined) return action === "Restart"
  return policy === "OnFailure" ? run.exitCode !== 0 : policy === "Always"
}

const byName =
  (name: string) =>
  (item: TemplateMemory.Item): boolean =>
    item.name === name

/** A container of the template, and of which kind it is. */
const find = ({ initContainers, items }: TemplateMemory.TemplateMemory, name: string) => {
  const position = items.findIndex(byName(name))
  const item = items[position]
  if (item === undefined) return undefined
  if (position >= initContainers.length) return { item, kind: "container" }
  return { item, kind: TemplateMemory.isSidecar(item) ? "sidecar" : "init container" }
}

/** It ended for good, as far as its last run tells: nothing was decided to follow. */
export const codeOf = (pod: PodMemory.PodMemory, { name }: TemplateMemory.Item): number | undefined => {
  const run = PodMemory.runOf(pod, name)
  return run === undefined || run.isRunning || run.due !== undefined ? undefined : run.exitCode
}

/** All containers have ended for good, or an init container has failed for good (LC-41, LC-43). */
export const isDone = (
  { containers, initContainers }: TemplateMemory.TemplateMemory,
  pod: PodMemory.PodMemory
): boolean =>
  containers.every((item) => codeOf(pod, item) !== undefined) ||
  initContainers.some((item) => !TemplateMemory.isSidecar(item) && (codeOf(pod, item) ?? 0) !== 0)

/** Nobody ends it, or all of its containers. */
export const goesOn = ({ isAsked, isOver, restartsAllBy }: PodMemory.PodMemory): boolean =>
  !isAsked && !isOver && restartsAllBy === undefined

export const containersRestartByTheirPolicy: Law = {
  name: "containersRestartByTheirPolicy",
  rules: "LC-2, LC-33, LC-41, LC-42",
  text: "Containers restart in place only as their rules and policies say, and not in a Pod that is to end.",
  events: {
    ContainerRestartDecided: ({ job: { template } }, { ordinal, container }, pod) => {
      const found = find(template, container)
      if (pod === undefined || found === undefined) return undefined
      if (!goesOn(pod)) return `Pod ${ordinal} is to end, or starts over`
      const { item, kind } = found
      const code = codeOf(pod, item) ?? 0
      const run = PodMemory.runOf(pod, container) ?? {}
      if (kind === "sidecar" && AllContainersRestart.actionAfter(item, run) === undefined)
        return isDone(template, pod) ? `nothing needs the sidecar ${container} any more` : holds
      const isFinal = kind === "init container" && code === 0
      return !isFinal && restarts(template, item, run)
        ? holds
        : `the ${kind} ${container} does not restart after ${code}`
    }
  }
}

const isUp = (pod: PodMemory.PodMemory, item: TemplateMemory.Item): boolean => {
  const run = PodMemory.runOf(pod, item.name)
  return TemplateMemory.isSidecar(item)
    ? run?.hasStarted === true
    : run?.isRunning === false && run.exitCode === 0
}

export const containersBeginInOrder: Law = {
  name: "containersBeginInOrder",
  rules: "LC-36, LC-40, LC-41, LC-42",
  text: "A container begins after every init container has ended with 0 and every sidecar has started; so does an init container after those before it.",
  events: {
    ContainerStarted: (
      {
        job: {
          template: { initContainers }
        }
      },
      { container },
      pod
    ) => {
      if (pod === undefined || initContainers.length === 0 || initContainers[0]?.name === container)
        return undefined
      const position = initContainers.findIndex(byName(container))
      const others = position < 0 ? initContainers : initContainers.slice(0, position)
      const waited = others.find((item) => !isUp(pod, item))
      return waited === undefined ? holds : `${container} begins before ${waited.name} lets it`
    }
  }
}

export const unhealthyContainersAreEnded: Law = {
  name: "unhealthyContainersAreEnded",
  rules: "LC-42, LC-71",
  text: "A kubelet ends a run, at once, exactly when it must not go on and its Pod does.",
  events: {
    ContainerKillDecided: (_, { ordinal, container, attempt }, pod) => {
      if (pod === undefined) return undefined
      if (!goesOn(pod)) return `Pod ${ordinal} is to end already, or starts over`
      const run = PodMemory.runOf(pod, container)
      return run?.isRunning === true && run.attempt === attempt && run.unhealthy !== undefined
        ? holds
        : `nothing is wrong with run ${attempt} of ${container}`
    }
  },
  batch: ({ batch: { events } }) => {
    const [fact] = events
    if (fact?._tag !== "ContainerUnhealthy") return undefined
    return events.some((event) => event._tag === "ContainerKillDecided" && event.container === fact.container)
      ? holds
      : `${fact.container} goes on`
  }
}
