/**
 * What the laws remember of a Job's deletion (CL-10 to CL-13).
 */
import type { PropagationPolicy } from "../manifest/JobSchema.ts"

/** What was asked for last, what keeps the Job until it goes, and whether its Pods were let go of for good. */
export interface DeletionMemory {
  readonly deletion: PropagationPolicy | undefined
  readonly finalizers: ReadonlyArray<string>
  readonly isOrphaned: boolean
  readonly isDeleted: boolean
}

export const initialState: DeletionMemory = {
  deletion: undefined,
  finalizers: [],
  isOrphaned: false,
  isDeleted: false
}

const ofCollector = (policy: PropagationPolicy): ReadonlyArray<string> => {
  if (policy === "Background") return []
  return policy === "Orphan" ? ["orphan"] : ["foregroundDeletion"]
}

/** Somebody changed what keeps it, or did not. */
export const kept = <M extends DeletionMemory>(memory: M, finalizers = memory.finalizers): M => ({
  ...memory,
  finalizers
})

/** The collector's finalizers are set anew. */
export const asked = <M extends DeletionMemory>(memory: M, deletion: PropagationPolicy): M => {
  const others = memory.finalizers.filter((one) => one !== "orphan" && one !== "foregroundDeletion")
  return { ...memory, deletion, finalizers: [...others, ...ofCollector(deletion)] }
}

const orphaning = <M extends DeletionMemory>(memory: M): M => ({
  ...memory,
  isOrphaned: memory.isOrphaned || memory.finalizers.includes("orphan")
})

/** The collector took one of its own off. */
export const released = <M extends DeletionMemory>(memory: M, finalizer: string): M =>
  kept(
    orphaning(memory),
    memory.finalizers.filter((one) => one !== finalizer)
  )

export const gone = <M extends DeletionMemory>(memory: M): M => ({ ...orphaning(memory), isDeleted: true })
