/**
 * Laws of how a Pod ends: by its containers, by its kubelet, by a deadline of its own.
 */
import * as ContainerLife from "./ContainerLife.ts"
import { holds, type Law, type Moment, type Saying } from "./Law.ts"
import type * as Memory from "./Memory.ts"
import * as PodMemory from "./PodMemory.ts"

/** What follows from the last runs of a Pod that ended by them (LC-3, LC-6). */
const endedAs = (
  { job: { template } }: Memory.Memory,
  pod: PodMemory.PodMemory | undefined,
  end: "Succeeded" | "Failed"
): Saying => {
  if (pod?.scheduledAt === undefined || pod.isEvicted) return undefined
  const running = pod.runs.find(({ isRunning }) => isRunning)
  if (running !== undefined) return `${running.container} runs`
  // Also of a container that was to run again, had the Pod not come to its end.
  const hasSucceeded = template.containers.every(({ name }) => PodMemory.runOf(pod, name)?.exitCode === 0)
  return hasSucceeded === (end === "Succeeded")
    ? holds
    : `its containers have ${hasSucceeded ? "" : "not all "}ended with 0`
}

export const podsEndAsTheirContainersDid: Law = {
  name: "podsEndAsTheirContainersDid",
  rules: "LC-3, LC-4, LC-5, LC-6, LC-53",
  text: "A Pod ends when none of its containers runs: well if all ended with 0, sidecars left aside, and badly otherwise or for a reason of its own.",
  events: {
    PodSucceeded: (memory, _, pod) => endedAs(memory, pod, "Succeeded"),
    PodFailed: (memory, { reason }, pod) =>
      reason === undefined ? endedAs(memory, pod, "Failed") : undefined
  }
}

/** At the end of a batch. */
const isEndedOnceDone = (
  {
    memory: {
      job: { template }
    }
  }: Moment,
  pod: PodMemory.PodMemory
): Saying => {
  const livesOn = pod.end === undefined && ContainerLife.goesOn(pod)
  if (!livesOn && !template.hasSidecars) return undefined
  if (!ContainerLife.isDone(template, pod)) return undefined
  return livesOn ? `Pod ${pod.ordinal} is done, and lives` : holds
}

export const sidecarsHoldNothingUp: Law = {
  name: "sidecarsHoldNothingUp",
  rules: "LC-41, LC-43, LC-53",
  text: "A kubelet ends a Pod when its work is done or its deadline is over, and when a batch ends, it has.",
  events: {
    PodTerminationDecided: ({ job: { template } }, { at, ordinal, reason }, pod) => {
      if (pod === undefined) return undefined
      if (pod.isAsked || pod.isOver) return `Pod ${ordinal} is to end already`
      if (reason === undefined)
        return ContainerLife.goesOn(pod) && ContainerLife.isDone(template, pod)
          ? holds
          : `Pod ${ordinal} is not done`
      return pod.deadline !== undefined && at >= pod.deadline ? holds : `the deadline is ${pod.deadline}`
    }
  },
  pods: isEndedOnceDone
}

const secondMillis = 1000

export const podDeadlinesCountFromTheStart: Law = {
  name: "podDeadlinesCountFromTheStart",
  rules: "LC-7, LC-53, P3",
  text: "A Pod's own deadline is recorded once, and counts from the second in which the Pod was scheduled.",
  events: {
    PodDeadlineArmed: (memory, { ordinal, due }, pod) => {
      const { scheduledAt = 0, deadline } = pod ?? {}
      const seconds = memory.job.template.activeDeadlineSeconds ?? 0
      if (deadline !== undefined) return `the deadline of Pod ${ordinal} is ${deadline} already`
      return due === scheduledAt - (scheduledAt % secondMillis) + seconds * secondMillis
        ? holds
        : `${due} is not ${seconds} s after ${scheduledAt}`
    }
  }
}
