/**
 * The indexes that the rules of a `successPolicy` name, read once and not at every step: the text of a rule may be as
 * long as 64 KiB (AJ-53). They stay what they are: the policy never changes, and `completions` is not lowered below them
 * (AJ-53, AJ-89).
 */
import * as IndexText from "../data/IndexText.ts"
import * as IntervalSet from "../data/IntervalSet.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"

/** For each rule, in order, what it names below `completions`; nothing where it names none (JC-16, JC-124). */
export type SuccessIndexes = ReadonlyArray<IntervalSet.IntervalSet>

export const none: SuccessIndexes = []

export const of = ({ successPolicy, completions = 0 }: JobSpec): SuccessIndexes =>
  successPolicy === undefined
    ? none
    : successPolicy.rules.map(({ succeededIndexes }) =>
        succeededIndexes === undefined ? IntervalSet.empty : IndexText.read(succeededIndexes, completions)
      )

export const areSame = (left: SuccessIndexes, right: SuccessIndexes): boolean =>
  left === right ||
  (left.length === right.length &&
    left.every((set, position) => IntervalSet.isSame(set, right[position] ?? IntervalSet.empty)))
