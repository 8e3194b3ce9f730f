/**
 * From one status of a Job to the next: what an API server checks of every write of `/status`, in its order (AJ-100 to
 * AJ-135).
 */
import * as Array from "effect/Array"
import type { FieldError } from "../FieldError.ts"
import * as ConditionRules from "./ConditionRules.ts"
import * as CounterRules from "./CounterRules.ts"
import * as IndexRules from "./IndexRules.ts"
import type { Part, StatusRule, StatusWrite } from "./StatusWrite.ts"
import { changes } from "./StatusWrite.ts"
import * as TimeRules from "./TimeRules.ts"

export const rules: ReadonlyArray<StatusRule> = [
  ...CounterRules.possible,
  ...ConditionRules.oneVerdict,
  ...TimeRules.completion,
  ...ConditionRules.interimFirst,
  CounterRules.noneActive,
  TimeRules.started,
  CounterRules.allCounted,
  ...IndexRules.formats,
  ...IndexRules.places,
  IndexRules.apart,
  CounterRules.noneTerminating,
  CounterRules.readyAreActive,
  ...ConditionRules.successCriteria,
  ...ConditionRules.lastingVerdicts,
  ...CounterRules.growing,
  ...TimeRules.fixed,
  ...ConditionRules.lastingCriteria
]

/** Whatever some rule wants changed: looked at once with every write, a bit for each. */
const parts = Array.dedupe(rules.flatMap(({ ifChanged = [] }) => ifChanged))
const haveChanged = parts.map((part) => changes[part])

const maskOf = (ifChanged: ReadonlyArray<Part>): number =>
  ifChanged.reduce((mask, part) => mask | (1 << parts.indexOf(part)), 0)

const asked = rules.map(({ ifChanged = [], errors }) => ({ mask: maskOf(ifChanged), errors }))

/** What an API server would say to this write. */
export const errors = (write: StatusWrite): ReadonlyArray<FieldError> => {
  const changed = haveChanged.reduce((mask, has, position) => (has(write) ? mask | (1 << position) : mask), 0)
  const found: Array<FieldError> = []
  for (const { mask, errors: of } of asked)
    if (mask === 0 || (mask & changed) !== 0) for (const error of of(write)) found.push(error)
  return found
}
