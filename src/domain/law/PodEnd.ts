/**
 * Laws of how a Pod ends: by its containers, by its kubelet, by a deadline of its own.
 */
import type { PodSpec } from "../manifest/PodTemplateSchema.ts"
import * as ContainerLife from "./ContainerLife.ts"
import { holds, type Law, ofPods, type Saying } from "./Law.ts"
import * as Memory from "./Memory.ts"
import * as PodMemory from "./PodMemory.ts"

/** What follows from the last runs of a Pod that ended by them (LC-3, LC-6). */
const endedAs = (memory: Memory.Memory, ordinal: number, end: "Succeeded" | "Failed"): Saying => {
  const pod = Memory.pod(memory, ordinal)
  const spec = memory.spec?.template.spec
  if (pod === undefined || spec === undefined || pod.scheduledAt === undefined || pod.isEvicted)
    return undefined
  const running = pod.runs.find(({ isRunning }) => isRunning)
  if (running !== undefined) return `${running.container} runs`
  // Also of a container that was to run again, had the Pod not come to its end.
  const hasSucceeded = spec.containers.every(({ name }) => PodMemory.runOf(pod, name)?.exitCode === 0)
  return hasSucceeded === (end === "Succeeded")
    ? holds
    : `its containers have ${hasSucceeded ? "" : "not all "}ended with 0`
}

export const podsEndAsTheirContainersDid: Law = {
  name: "podsEndAsTheirContainersDid",
  rules: "LC-3, LC-4, LC-5, LC-6, LC-53",
  text: "A Pod ends when none of its containers runs: well if all ended with 0, sidecars left aside, and badly otherwise or for a reason of its own.",
  events: {
    PodSucceeded: (memory, { ordinal }) => endedAs(memory, ordinal, "Succeeded"),
    PodFailed: (memory, { ordinal, reason }) =>
      reason === undefined ? endedAs(memory, ordinal, "Failed") : undefined
  }
}

const hasSidecar = ({ initContainers = [] }: PodSpec): boolean =>
  initContainers.some((item) => ContainerLife.initKind(item) === "sidecar")

/** At the end of a batch. */
const isEndedOnceDone = (memory: Memory.Memory, ordinal: number): Saying => {
  const pod = Memory.pod(memory, ordinal)
  const spec = memory.spec?.template.spec
  if (pod === undefined || spec === undefined || !ContainerLife.isDone(spec, pod)) return undefined
  if (pod.end === undefined && ContainerLife.goesOn(pod)) return `Pod ${ordinal} is done, and lives`
  return hasSidecar(spec) ? holds : undefined
}

export const sidecarsHoldNothingUp: Law = {
  name: "sidecarsHoldNothingUp",
  rules: "LC-41, LC-43, LC-53",
  text: "A kubelet ends a Pod when its work is done or its deadline is over, and when a batch ends, it has.",
  events: {
    PodTerminationDecided: (memory, { at, ordinal, reason }) => {
      const pod = Memory.pod(memory, ordinal)
      const spec = memory.spec?.template.spec
      if (pod === undefined || spec === undefined) return undefined
      if (pod.isAsked || pod.isOver) return `Pod ${ordinal} is to end already`
      if (reason === undefined)
        return ContainerLife.goesOn(pod) && ContainerLife.isDone(spec, pod)
          ? holds
          : `Pod ${ordinal} is not done`
      return pod.deadline !== undefined && at >= pod.deadline ? holds : `the deadline is ${pod.deadline}`
    }
  },
  batch: ofPods(isEndedOnceDone)
}

const secondMillis = 1000

export const podDeadlinesCountFromTheStart: Law = {
  name: "podDeadlinesCountFromTheStart",
  rules: "LC-7, LC-53, P3",
  text: "A Pod's own deadline is recorded once, and counts from the second in which the Pod was scheduled.",
  events: {
    PodDeadlineArmed: (memory, { ordinal, due }) => {
      const { scheduledAt = 0, deadline } = Memory.pod(memory, ordinal) ?? {}
      const seconds = memory.spec?.template.spec.activeDeadlineSeconds ?? 0
      if (deadline !== undefined) return `the deadline of Pod ${ordinal} is ${deadline} already`
      return due === scheduledAt - (scheduledAt % secondMillis) + seconds * secondMillis
        ? holds
        : `${due} is not ${seconds} s after ${scheduledAt}`
    }
  }
}
