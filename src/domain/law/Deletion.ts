/**
 * Laws of deletion: what keeps a Job, what becomes of its Pods, and when it goes (CL-10 to CL-13, CL-35 to CL-43).
 */
import { holds, type Law, type Objection, type Saying } from "./Law.ts"
import type * as Memory from "./Memory.ts"

const isForeground = ({ deletion }: Memory.Memory): boolean =>
  deletion.finalizers.includes("foregroundDeletion")

/** The collector takes its own off, Pods first. */
const takesOff = (memory: Memory.Memory, finalizer: string): Objection => {
  const left = memory.pods.inHand.size + memory.pods.kept.size
  if (!memory.deletion.finalizers.includes(finalizer)) return `${finalizer} does not keep the Job`
  return finalizer === "foregroundDeletion" && !memory.deletion.isOrphaned && left > 0
    ? `${left} Pods are left`
    : undefined
}

export const finalizersKeepTheJob: Law = {
  name: "finalizersKeepTheJob",
  rules: "CL-10, CL-12, CL-36, CL-37",
  text: "A Job goes when its deletion was asked for, with the last of its finalizers, and at once.",
  events: {
    JobFinalizerRemoved: (memory, { finalizer }) =>
      memory.deletion.finalizers.length > 1
        ? (takesOff(memory, finalizer) ?? holds)
        : `${finalizer} goes with the Job, if it keeps it`,
    JobDeleted: (memory) => {
      const [last, ...others] = memory.deletion.finalizers
      if (memory.deletion.policy === undefined) return "nobody asked for it"
      if (others.length > 0) return `${memory.deletion.finalizers.join(", ")} keep it`
      if (last === undefined) return holds
      if (last !== "foregroundDeletion" && last !== "orphan") return `${last} keeps it`
      return takesOff(memory, last) ?? holds
    }
  },
  batch: ({
    memory: {
      deletion: { policy, finalizers, isDeleted }
    }
  }) => {
    if (policy === undefined) return undefined
    return finalizers.length === 0 && !isDeleted ? "the Job is not gone" : holds
  }
}

const left = ({ pods: { active, kept } }: Memory.Memory): Objection =>
  active > 0 || kept.size > 0 ? `${active} Pods are active, ${kept.size} are left over` : undefined

const afterJob = (memory: Memory.Memory): Saying =>
  memory.deletion.isOrphaned ? undefined : (left(memory) ?? holds)

const whileKept = (memory: Memory.Memory): Saying => {
  if (memory.deletion.finalizers.includes("orphan")) return "the Pods are not let go of"
  if (!isForeground(memory)) return undefined
  return (
    left(memory) ??
    (memory.deletion.isOrphaned || memory.pods.inHand.size === 0
      ? "nothing is there to be waited for"
      : holds)
  )
}

export const deletionTakesThePods: Law = {
  name: "deletionTakesThePods",
  rules: "CL-35 to CL-43, TR-20, TR-21",
  text:
    "When a batch ends, no Pod of a Job that is gone or deleted in the foreground is active or left over, but for " +
    "orphans; a Job that is kept for something else keeps its Pods.",
  events: {
    PodDeletionRequested: (memory, { ordinal, by }) => {
      if (by !== "GarbageCollector") return undefined
      if (memory.deletion.isOrphaned) return `Pod ${ordinal} is an orphan`
      return memory.deletion.isDeleted || isForeground(memory) ? holds : `Pod ${ordinal} has its Job still`
    }
  },
  batch: ({ memory }) => {
    if (memory.deletion.policy === undefined) return undefined
    return memory.deletion.isDeleted ? afterJob(memory) : whileKept(memory)
  }
}
