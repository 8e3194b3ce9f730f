/**
 * Laws of containers: in which order they begin, how they run, and when they run again.
 */
import type { Container, PodSpec } from "../manifest/PodTemplateSchema.ts"
import * as AllContainersRestart from "./AllContainersRestart.ts"
import { holds, type Law, type Saying } from "./Law.ts"
import * as Memory from "./Memory.ts"
import * as PodMemory from "./PodMemory.ts"
import * as RunMemory from "./RunMemory.ts"

export const containersRunOneAttemptAfterAnother: Law = {
  name: "containersRunOneAttemptAfterAnother",
  rules: "LC-12, P7",
  text: "The runs of a container are numbered from 0 without gaps, and no two of them overlap.",
  events: {
    ContainerStarted: (memory, { ordinal, container, attempt }) => {
      const run = Memory.runOf(memory, ordinal, container)
      if (run?.isRunning === true) return `run ${run.attempt} of ${container} has not ended`
      const expected = (run?.attempt ?? -1) + 1
      return attempt === expected ? holds : `run ${attempt} of ${container} is not run ${expected}`
    },
    ContainerRestartDecided: (memory, { ordinal, container, attempt }) => {
      const run = Memory.runOf(memory, ordinal, container)
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
    ContainerStarted: (memory, { at, ordinal, container, attempt }) => {
      if (attempt === 0) return undefined
      const due = Memory.runOf(memory, ordinal, container)?.due
      if (due === undefined) return `no restart of ${container} was decided`
      return at < due ? `${container} restarts ${due - at} ms early` : holds
    }
  }
}

/** 0, 10, 20, 40, 80, 160, 300, 300 … seconds. */
const delays: ReadonlyArray<number> = [0, 10, 20, 40, 80, 160, 300]

const waits = (
  memory: Memory.Memory,
  { ordinal, container, due }: { readonly ordinal: number; readonly container: string; readonly due: number }
): Saying => {
  const run = Memory.runOf(memory, ordinal, container)
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
const restarts = (pod: PodSpec, item: Container, run: Partial<RunMemory.RunMemory>): boolean => {
  const policy = item.restartPolicy ?? pod.restartPolicy
  if (AllContainersRestart.isForProbe(run) && policy !== "Never") return true
  const action = AllContainersRestart.actionAfter(item, run)
  if (action !== undefined) return action === "Restart"
  return policy === "OnFailure" ? run.exitCode !== 0 : policy === "Always"
}

type Kind = "container" | "init container" | "sidecar"

export const initKind = ({ restartPolicy }: Container): Kind =>
  restartPolicy === "Always" ? "sidecar" : "init container"

const byName =
  (name: string) =>
  (item: Container): boolean =>
    item.name === name

/** A container of the template, and of which kind it is. */
const find = ({ spec }: Memory.Memory, name: string) => {
  const template = spec?.template.spec
  const init = template?.initContainers?.find(byName(name))
  const item = init ?? template?.containers.find(byName(name))
  if (template === undefined || item === undefined) return undefined
  return { template, item, kind: init === undefined ? ("container" as const) : initKind(init) }
}

/** It ended for good, as far as its last run tells: nothing was decided to follow. */
export const codeOf = (pod: PodMemory.PodMemory, { name }: Container): number | undefined => {
  const run = PodMemory.runOf(pod, name)
  return run === undefined || run.isRunning || run.due !== undefined ? undefined : run.exitCode
}

/** All containers have ended for good, or an init container has failed for good (LC-41, LC-43). */
export const isDone = (spec: PodSpec, pod: PodMemory.PodMemory): boolean =>
  spec.containers.every((item) => codeOf(pod, item) !== undefined) ||
  (spec.initContainers ?? []).some((item) => initKind(item) !== "sidecar" && (codeOf(pod, item) ?? 0) !== 0)

/** Nobody ends it, or all of its containers. */
export const goesOn = ({ isAsked, isOver, restartsAllBy }: PodMemory.PodMemory): boolean =>
  !isAsked && !isOver && restartsAllBy === undefined

export const containersRestartByTheirPolicy: Law = {
  name: "containersRestartByTheirPolicy",
  rules: "LC-2, LC-33, LC-41, LC-42",
  text: "Containers restart in place only as their rules and policies say, and not in a Pod that is to end.",
  events: {
    ContainerRestartDecided: (memory, { ordinal, container }) => {
      const pod = Memory.pod(memory, ordinal)
      const found = find(memory, container)
      if (pod === undefined || found === undefined) return undefined
      if (!goesOn(pod)) return `Pod ${ordinal} is to end, or starts over`
      const { template, item, kind } = found
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

const isUp = (pod: PodMemory.PodMemory, item: Container): boolean => {
  const run = PodMemory.runOf(pod, item.name)
  return initKind(item) === "sidecar"
    ? run?.hasStarted === true
    : run?.isRunning === false && run.exitCode === 0
}

export const containersBeginInOrder: Law = {
  name: "containersBeginInOrder",
  rules: "LC-36, LC-40, LC-41, LC-42",
  text: "A container begins after every init container has ended with 0 and every sidecar has started; so does an init container after those before it.",
  events: {
    ContainerStarted: (memory, { ordinal, container }) => {
      const pod = Memory.pod(memory, ordinal)
      const init = memory.spec?.template.spec.initContainers ?? []
      if (pod === undefined) return undefined
      const position = init.findIndex(byName(container))
      const others = init.slice(0, position < 0 ? init.length : position)
      if (others.length === 0) return undefined
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
    ContainerKillDecided: (memory, { ordinal, container, attempt }) => {
      const pod = Memory.pod(memory, ordinal)
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
