/**
 * Laws of a single Pod: what happens to it, in which order, and how often.
 */
import * as IntervalSet from "../data/IntervalSet.ts"
import type { Law, Objection } from "./Law.ts"
import * as Memory from "./Memory.ts"

const inHand = (memory: Memory.Memory, { ordinal }: { readonly ordinal: number }): Objection =>
  Memory.pod(memory, ordinal) === undefined ? `there is no Pod ${ordinal}` : undefined

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
    FinishedPodsDeleted: ({ kept }, { ordinals }) => {
      const named = IntervalSet.fromIntervals(ordinals)
      return named.size > 0 && IntervalSet.isEmpty(IntervalSet.without(named, kept))
        ? undefined
        : `not all of ${IntervalSet.format(named)} are finished Pods that exist`
    }
  }
}

const isUnscheduled = (memory: Memory.Memory, ordinal: number): boolean => {
  const pod = Memory.pod(memory, ordinal)
  return pod !== undefined && pod.scheduledAt === undefined
}

export const podsAreScheduledBeforeTheyStart: Law = {
  name: "podsAreScheduledBeforeTheyStart",
  rules: "P7",
  text: "A Pod is scheduled, once, before any of its containers is started.",
  events: {
    PodScheduled: (memory, { ordinal }) =>
      Memory.pod(memory, ordinal)?.scheduledAt !== undefined
        ? `Pod ${ordinal} is scheduled already`
        : undefined,
    ContainerStarted: (memory, { ordinal }) =>
      isUnscheduled(memory, ordinal) ? `Pod ${ordinal} is not scheduled` : undefined,
    PodStarted: (memory, { ordinal }) =>
      isUnscheduled(memory, ordinal) ? `Pod ${ordinal} is not scheduled` : undefined
  }
}

export const podsStartBeforeTheySucceed: Law = {
  name: "podsStartBeforeTheySucceed",
  rules: "LC-3, LC-36",
  text: "A Pod starts once, before it can be ready or succeed; it starts anew after init containers that ran again.",
  events: {
    PodStarted: (memory, { ordinal }) =>
      Memory.pod(memory, ordinal)?.hasStarted === true ? `Pod ${ordinal} has started already` : undefined,
    PodReady: (memory, { ordinal, ready }) => {
      const pod = Memory.pod(memory, ordinal)
      if (pod?.hasStarted === false) return `Pod ${ordinal} has not started`
      return pod?.isReady === ready
        ? `that Pod ${ordinal} is ${ready ? "" : "not "}ready is known`
        : undefined
    },
    PodSucceeded: (memory, { ordinal }) =>
      Memory.pod(memory, ordinal)?.hasStarted === false ? `Pod ${ordinal} has not started` : undefined
  }
}

const staysUnready = (
  { spec }: Memory.Memory,
  { ordinal, ready }: { readonly ordinal: number; readonly ready: boolean }
): Objection =>
  ready && (spec?.template.spec.readinessGates?.length ?? 0) > 0
    ? `nobody opens the gates of Pod ${ordinal}`
    : undefined

export const podsBehindGatesAreNotReady: Law = {
  name: "podsBehindGatesAreNotReady",
  rules: "LC-88, JC-9",
  text: "A Pod with readiness gates is never ready: nobody sets the conditions they ask for.",
  events: { PodStarted: staysUnready, PodReady: staysUnready }
}

const notEnded = (memory: Memory.Memory, { ordinal }: { readonly ordinal: number }): Objection => {
  const end = Memory.pod(memory, ordinal)?.end
  return end === undefined ? undefined : `Pod ${ordinal} has ${end.toLowerCase()} already`
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
    PodDeletionRequested: (memory, { ordinal }) =>
      Memory.pod(memory, ordinal)?.isAsked === true
        ? `Pod ${ordinal} was asked already`
        : notEnded(memory, { ordinal })
  }
}

export const podsAreReleasedBeforeTheyAreGone: Law = {
  name: "podsAreReleasedBeforeTheyAreGone",
  rules: "JC-139, TR-16",
  text: "A Pod goes after somebody asked for it, and after its Job has let go of it.",
  events: {
    PodDeleted: (memory, { ordinal }) => {
      const pod = Memory.pod(memory, ordinal)
      if (pod?.isAsked === false) return `nobody asked Pod ${ordinal} to terminate`
      return pod?.isTracked === true ? `Pod ${ordinal} is not released` : undefined
    }
  }
}
