/**
 * When a Job may have started and completed (AJ-108, AJ-121 to AJ-123, AJ-127, AJ-131).
 */
import * as Timestamp from "../../data/Timestamp.ts"
import * as FieldError from "../FieldError.ts"
import type { Part, Status, StatusRule, StatusWrite } from "./StatusWrite.ts"
import { is, isFinished, when } from "./StatusWrite.ts"

type Time = "startTime" | "completionTime"

const text = (status: Status, time: Time): string | null => {
  const at = status[time]
  return at === undefined ? null : Timestamp.format(at)
}

const invalid = (
  id: string,
  ifChanged: ReadonlyArray<Part>,
  time: Time,
  isBroken: (write: StatusWrite) => boolean,
  detail: string
): StatusRule => ({
  id,
  ifChanged,
  errors: when(isBroken, (status) => FieldError.invalid(`status.${time}`, text(status, time), detail))
})

const required = (
  id: string,
  ifChanged: ReadonlyArray<Part>,
  time: Time,
  isBroken: (write: StatusWrite) => boolean,
  detail: string
): StatusRule => ({
  id,
  ifChanged,
  errors: when(isBroken, () => FieldError.required(`status.${time}`, detail))
})

/** AJ-121 to AJ-123. */
export const completion: ReadonlyArray<StatusRule> = [
  invalid(
    "AJ-121",
    ["Complete", "completionTime"],
    "completionTime",
    ({ after }) => after.completionTime !== undefined && !is(after, "Complete"),
    "cannot set completionTime when there is no Complete=True condition"
  ),
  required(
    "AJ-122",
    ["Complete", "completionTime"],
    "completionTime",
    ({ after }) => after.completionTime === undefined && is(after, "Complete"),
    "completionTime is required for Complete jobs"
  ),
  invalid(
    "AJ-123",
    ["startTime", "completionTime"],
    "completionTime",
    ({ after: { startTime, completionTime } }) =>
      startTime !== undefined && completionTime !== undefined && completionTime < startTime,
    "must be equal to or after `startTime`"
  )
]

/** AJ-127. */
export const started = required(
  "AJ-127",
  ["Finished", "startTime"],
  "startTime",
  ({ spec, after }) =>
    isFinished(after) && after.startTime === undefined && !(spec.suspend && spec.completions === 0),
  "startTime is required for finished job"
)

const resumes = ({ before, after }: StatusWrite): boolean =>
  is(before, "Suspended") && is(after, "Suspended", "False")

/** AJ-108, AJ-131. */
export const fixed: ReadonlyArray<StatusRule> = [
  invalid(
    "AJ-108",
    ["completionTime"],
    "completionTime",
    ({ before, after }) => before.completionTime !== undefined && after.completionTime !== undefined,
    "field is immutable"
  ),
  invalid(
    "AJ-131",
    ["startTime"],
    "startTime",
    (write) => write.before.startTime !== undefined && !write.spec.suspend && !resumes(write),
    "field is immutable for unsuspended job once set"
  )
]
