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

type Fault = (status: Status) => FieldError.FieldError

const invalid =
  (time: Time, detail: string): Fault =>
  (status) =>
    FieldError.invalid(`status.${time}`, text(status, time), detail)

const required =
  (time: Time, detail: string): Fault =>
  () =>
    FieldError.required(`status.${time}`, detail)

const rule = (
  id: string,
  ifChanged: ReadonlyArray<Part>,
  isBroken: (write: StatusWrite) => boolean,
  fault: Fault
): StatusRule => ({ id, ifChanged, errors: when(isBroken, fault) })

/** AJ-121 to AJ-123. */
export const completion: ReadonlyArray<StatusRule> = [
  rule(
    "AJ-121",
    ["Complete", "completionTime"],
    ({ after }) => after.completionTime !== undefined && !is(after, "Complete"),
    invalid("completionTime", "cannot set completionTime when there is no Complete=True condition")
  ),
  rule(
    "AJ-122",
    ["Complete", "completionTime"],
    ({ after }) => after.completionTime === undefined && is(after, "Complete"),
    required("completionTime", "completionTime is required for Complete jobs")
  ),
  rule(
    "AJ-123",
    ["startTime", "completionTime"],
    ({ after: { startTime, completionTime } }) =>
      startTime !== undefined && completionTime !== undefined && completionTime < startTime,
    invalid("completionTime", "must be equal to or after `startTime`")
  )
]

/** AJ-127. */
export const started = rule(
  "AJ-127",
  ["Finished", "startTime"],
  ({ spec, after }) =>
    isFinished(after) && after.startTime === undefined && !(spec.suspend && spec.completions === 0),
  required("startTime", "startTime is required for finished job")
)

const resumes = ({ before, after }: StatusWrite): boolean =>
  is(before, "Suspended") && is(after, "Suspended", "False")

/** AJ-108, AJ-131. */
export const fixed: ReadonlyArray<StatusRule> = [
  rule(
    "AJ-108",
    ["completionTime"],
    ({ before, after }) => before.completionTime !== undefined && after.completionTime !== undefined,
    invalid("completionTime", "field is immutable")
  ),
  rule(
    "AJ-131",
    ["startTime"],
    (write) => write.before.startTime !== undefined && !write.spec.suspend && !resumes(write),
    invalid("startTime", "field is immutable for unsuspended job once set")
  )
]
