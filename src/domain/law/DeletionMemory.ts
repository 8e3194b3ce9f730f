/**
 * What the laws remember of a Job's deletion (CL-10 to CL-13).
 */
import type { PropagationPolicy } from "../manifest/JobSchema.ts"

/** What was asked for last, what keeps the Job until it goes, and whether its Pods were let go of for good. */
export interface DeletionMemory {
  readonly policy: PropagationPolicy | undefined
  readonly finalizers: ReadonlyArray<string>
  readonly isOrphaned: boolean
  readonly isDeleted: boolean
}

export const initialState: DeletionMemory = {
  policy: undefined,
  finalizers: [],
  isOrphaned: false,
  isDeleted: false
}

const ofCollector = (policy: PropagationPolicy): ReadonlyArray<string> => {
  if (policy === "Background") return []
  return policy === "Orphan" ? ["orphan"] : ["foregroundDeletion"]
}

/** Somebody changed what keeps it, or did not. */
export const kept = (memory: DeletionMemory, finalizers = memory.finalizers): DeletionMemory => ({
  ...memory,
  finalizers
})

/** The collector's finalizers are set anew. */
export const asked = (memory: DeletionMemory, policy: PropagationPolicy): DeletionMemory => {
  const others = memory.finalizers.filter((one) => one !== "orphan" && one !== "foregroundDeletion")
  return { ...memory, policy, finalizers: [...others, ...ofCollector(policy)] }
}

const orphaning = (memory: DeletionMemory): DeletionMemory => ({
  ...memory,
  isOrphaned: memory.isOrphaned || memory.finalizers.includes("orphan")
})

/** The collector took one of its own off. */
export const released = (memory: DeletionMemory, finalizer: string): DeletionMemory =>
  kept(
    orphaning(memory),
    memory.finalizers.filter((one) => one !== finalizer)
  )

export const gone = (memory: DeletionMemory): DeletionMemory => ({ ...orphaning(memory), isDeleted: true })
