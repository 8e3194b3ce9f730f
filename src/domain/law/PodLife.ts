/**
 * Laws of a single Pod: what happens to it, in which order, and how often.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import { holds, type Law, type Saying } from "./Law.ts"
import type { Memory } from "./Memory.ts"
import type { PodMemory } from "./PodMemory.ts"

type OfPod = (memory: Memory, event: { readonly ordinal: number }, pod: PodMemory | undefined) => Saying

const inHand: OfPod = (_, { ordinal }, pod) => (pod === undefined ? `there is no Pod ${ordinal}` : holds)

export const eventsSpeakOfPodsThatAreThere: Law = {
  name: "eventsSpeakOfPodsThatAreThere",
  rules: "P8, TR-17",
  text: "Nothing is decided about a Pod that was never created, or is gone.",
  events: {
    PodScheduled: inHand,
    PodStarted: inHand,
    PodReady: inHand,
    ContainerStarted: inHand,
    ContainerRestartDecided: inHand,
    AllContainersRestartDecided: inHand,
    AllContainersRemoved: inHand,
    PodSucceeded: inHand,
    PodFailed: inHand,
    PodReleased: inHand,
    PodDeletionRequested: inHand,
    PodDeleted: inHand,
    FinishedPodsDeleted: ({ pods: { kept } }, { ordinals }) => {
      const named = IntervalSet.fromIntervals(ordinals)
      return named.size > 0 && IntervalSet.isEmpty(IntervalSet.without(named, kept))
        ? holds
        : `not all of ${IntervalSet.format(named)} are finished Pods that exist`
    }
  }
}

const isScheduled: OfPod = (_, { ordinal }, pod) => {
  if (pod === undefined) return undefined
  return pod.scheduledAt === undefined ? `Pod ${ordinal} is not scheduled` : holds
}

export const podsAreScheduledBeforeTheyStart: Law = {
  name: "podsAreScheduledBeforeTheyStart",
  rules: "P7",
  text: "A Pod is scheduled, once, before any of its containers is started.",
  events: {
    PodScheduled: (_, { ordinal }, pod) => {
      if (pod === undefined) return undefined
      return pod.scheduledAt === undefined ? holds : `Pod ${ordinal} is scheduled already`
    },
    ContainerStarted: isScheduled,
    PodStarted: isScheduled
  }
}

export const podsStartBeforeTheySucceed: Law = {
  name: "podsStartBeforeTheySucceed",
  rules: "LC-3, LC-36",
  text: "A Pod starts once, before it can be ready or succeed; it starts anew after init containers that ran again.",
  events: {
    PodStarted: (_, { ordinal }, pod) => {
      if (pod === undefined) return undefined
      return pod.hasStarted ? `Pod ${ordinal} has started already` : holds
    },
    PodReady: (_, { ordinal, ready }, pod) => {
      if (pod === undefined) return undefined
      if (!pod.hasStarted) return `Pod ${ordinal} has not started`
      return pod.isReady === ready ? `that Pod ${ordinal} is ${ready ? "" : "not "}ready is known` : holds
    },
    PodSucceeded: (_, { ordinal }, pod) => {
      if (pod === undefined) return undefined
      return pod.hasStarted ? holds : `Pod ${ordinal} has not started`
    }
  }
}

const staysUnready = (
  { job: { template } }: Memory,
  { ordinal, ready }: { readonly ordinal: number; readonly ready: boolean }
): Saying => {
  if (!template.hasGates) return undefined
  return ready ? `nobody opens the gates of Pod ${ordinal}` : holds
}

export const podsBehindGatesAreNotReady: Law = {
  name: "podsBehindGatesAreNotReady",
  rules: "LC-88, JC-9",
  text: "A Pod with readiness gates is never ready: nobody sets the conditions they ask for.",
  events: { PodStarted: staysUnready, PodReady: staysUnready }
}

const notEnded: OfPod = (_, { ordinal }, pod) => {
  if (pod === undefined) return undefined
  return pod.end === undefined ? holds : `Pod ${ordinal} has ${pod.end.toLowerCase()} already`
}

export const podsEndOnce: Law = {
  name: "podsEndOnce",
  rules: "LC-3",
  text: "A Pod succeeds or fails once; nothing happens to it afterwards but to be released and deleted.",
  events: {
    PodScheduled: notEnded,
    PodStarted: notEnded,
    PodReady: notEnded,
    ContainerStarted: notEnded,
    ContainerRestartDecided: notEnded,
    AllContainersRestartDecided: notEnded,
    AllContainersRemoved: notEnded,
    PodSucceeded: notEnded,
    PodFailed: notEnded
  }
}

export const podsAreAskedToTerminateOnce: Law = {
  name: "podsAreAskedToTerminateOnce",
  rules: "TR-17, JC-59",
  text: "A Pod is asked to terminate once, while it is active.",
  events: {
    PodDeletionRequested: (memory, event, pod) =>
      pod?.isAsked === true ? `Pod ${event.ordinal} was asked already` : notEnded(memory, event, pod)
  }
}

export const podsAreReleasedBeforeTheyAreGone: Law = {
  name: "podsAreReleasedBeforeTheyAreGone",
  rules: "JC-139, TR-16",
  text: "A Pod goes after somebody asked for it, and after its Job has let go of it.",
  events: {
    PodDeleted: (_, { ordinal }, pod) => {
      if (pod === undefined) return undefined
      if (!pod.isAsked) return `nobody asked Pod ${ordinal} to terminate`
      return pod.isTracked ? `Pod ${ordinal} is not released` : holds
    }
  }
}
