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

export const podsAreScheduledBeforeTheyStart: Law = {
  name: "podsAreScheduledBeforeTheyStart",
  rules: "P7",
  text: "A Pod is scheduled, once, before any of its containers is started.",
  events: {
    PodScheduled: (memory, { ordinal }) =>
      Memory.pod(memory, ordinal)?.isScheduled === true ? `Pod ${ordinal} is scheduled already` : undefined,
    ContainerStarted: (memory, { ordinal }) =>
      Memory.pod(memory, ordinal)?.isScheduled === false ? `Pod ${ordinal} is not scheduled` : undefined,
    PodStarted: (memory, { ordinal }) =>
      Memory.pod(memory, ordinal)?.isScheduled === false ? `Pod ${ordinal} is not scheduled` : undefined
  }
}

export const podsStartBeforeTheySucceed: Law = {
  name: "podsStartBeforeTheySucceed",
  rules: "LC-3",
  text: "A Pod starts once, before it can be ready or succeed.",
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

export const containersRunOneAttemptAfterAnother: Law = {
  name: "containersRunOneAttemptAfterAnother",
  rules: "LC-12, P7",
  text: "The runs of a container are numbered from 0 without gaps, and no two of them overlap.",
  events: {
    ContainerStarted: (memory, { ordinal, container, attempt }) => {
      const run = Memory.runOf(memory, ordinal, container)
      if (run?.isRunning === true) return `run ${run.attempt} of ${container} has not ended`
      const expected = (run?.attempt ?? -1) + 1
      return attempt === expected ? undefined : `run ${attempt} of ${container} is not run ${expected}`
    },
    ContainerRestartDecided: (memory, { ordinal, container, attempt }) => {
      const run = Memory.runOf(memory, ordinal, container)
      if (run === undefined || run.isRunning) return `no run of ${container} has ended`
      return attempt === run.attempt + 1 ? undefined : `run ${attempt} does not follow run ${run.attempt}`
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
      return at < due ? `${container} restarts ${due - at} ms early` : undefined
    }
  }
}

/** 0, 10, 20, 40, 80, 160, 300, 300 … seconds. */
const delays: ReadonlyArray<number> = [0, 10, 20, 40, 80, 160, 300]

export const theContainerBackoffDoubles: Law = {
  name: "theContainerBackoffDoubles",
  rules: "LC-31, LC-33",
  text: "A container restarts at once, then 10·2ⁿ seconds after its end, at most 300; a run of ten minutes is a fresh start.",
  events: {
    ContainerRestartDecided: (memory, { ordinal, container, due }) => {
      const run = Memory.runOf(memory, ordinal, container)
      if (run === undefined) return undefined
      const seconds = delays[Math.min(run.restarts, delays.length - 1)] ?? 0
      return due === run.finishedAt + seconds * 1000
        ? undefined
        : `${due} is not ${seconds} s after ${run.finishedAt}`
    }
  }
}

export const containersRestartOnlyOnFailure: Law = {
  name: "containersRestartOnlyOnFailure",
  rules: "LC-2, LC-33",
  text: "Containers restart in place only under restartPolicy OnFailure, and not in a Pod asked to terminate.",
  events: {
    ContainerRestartDecided: (memory, { ordinal }) => {
      if (memory.spec?.template.spec.restartPolicy !== "OnFailure") return "restartPolicy is not OnFailure"
      return Memory.pod(memory, ordinal)?.isAsked === true ? `Pod ${ordinal} is to terminate` : undefined
    }
  }
}
