/**
 * A log held to the laws while it is verified: what a property test says of random histories, said of one that was
 * lived. A log that verifies follows from its facts by the rules of this version; a law says what those rules are for.
 */
import type { Law, Violation } from "../../domain/law/Law.ts"
import * as Laws from "../../domain/law/Laws.ts"
import type { Closed } from "./Verification.ts"

/** How a law was broken, and the last record of the batch that broke it. */
export interface Break {
  readonly stream: string
  readonly seq: number
  readonly violation: Violation
}

/** A check under way: what the laws remember of each Job, and how they were broken. */
export interface LawCheck {
  readonly laws: ReadonlyArray<Law>
  readonly watch: ReturnType<typeof Laws.watch>
  readonly watched: Map<string, Laws.Watched>
  readonly breaks: Array<Break>
}

export const start = (laws: ReadonlyArray<Law> = Laws.all): LawCheck => ({
  laws,
  watch: Laws.watch(laws),
  watched: new Map(),
  breaks: []
})

/** Holds the next batch of a stream to the laws. */
export const see = (check: LawCheck, { stream, batch, head }: Closed): void => {
  const before = check.watched.get(stream) ?? Laws.initialState
  const after = check.watch({ ...before, violations: [] }, batch)
  check.watched.set(stream, after)
  for (const violation of after.violations) check.breaks.push({ stream, seq: head.seq, violation })
}
