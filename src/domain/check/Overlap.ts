/**
 * Whether two Pods of one index can be alive at once, or, where there are no indexes, more Pods than `parallelism`.
 *
 * Under TerminatingOrFailed a Pod that is asked to terminate is replaced while it still ends (JC-10, JC-78); under
 * Failed it holds its place until it has ended (JC-81).
 */
import type { JobSpec } from "../manifest/JobSchema.ts"

export interface Overlap {
  readonly of: "Index" | "Job"
  readonly isPossible: boolean
}

export const of = ({ completionMode, podReplacementPolicy }: JobSpec): Overlap => ({
  of: completionMode === "Indexed" ? "Index" : "Job",
  isPossible: podReplacementPolicy === "TerminatingOrFailed"
})
