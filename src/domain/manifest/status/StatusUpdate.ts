/**
 * From one status of a Job to the next: what an API server checks of every write of `/status`, in its order (AJ-100 to
 * AJ-135).
 */
import type { FieldError } from "../FieldError.ts"
import * as ConditionRules from "./ConditionRules.ts"
import * as CounterRules from "./CounterRules.ts"
import * as IndexRules from "./IndexRules.ts"
import type { StatusRule, StatusWrite } from "./StatusWrite.ts"
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

/** Parts are looked up once, not with every write. */
const asked = rules.map(({ ifChanged = [], errors }) => ({ parts: ifChanged.map(changes), errors }))

/** What an API server would say to this write. */
export const errors = (write: StatusWrite): ReadonlyArray<FieldError> =>
  asked.flatMap(({ parts, errors: of }) =>
    parts.length === 0 || parts.some((isChanged) => isChanged(write)) ? of(write) : []
  )
