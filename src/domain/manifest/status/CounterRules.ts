/**
 * What the counters of a Job's status may say, and the Pods in none of them yet (AJ-100 to AJ-102, AJ-126, AJ-128 to
 * AJ-130).
 */
import * as Repetition from "../../data/Repetition.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import type { Counter, Part, Status, StatusRule, StatusWrite } from "./StatusWrite.ts"
import { count, isFinished, when } from "./StatusWrite.ts"

const rule = (
  id: string,
  ifChanged: ReadonlyArray<Part>,
  counter: Counter,
  isBroken: (write: StatusWrite) => boolean,
  detail: string
): StatusRule => ({
  id,
  ifChanged,
  errors: when(isBroken, (status) => FieldError.invalid(`status.${counter}`, count(status, counter), detail))
})

const notNegative = (counter: Counter): StatusRule =>
  rule("AJ-100", [], counter, ({ after }) => count(after, counter) < 0, "must be greater than or equal to 0")

type Uncounted = NonNullable<Status["uncountedTerminatedPods"]>

/** A UID that stands in either list already is one too many. */
const uids = ({ succeeded = [], failed = [] }: Uncounted): FieldCheck.Errors => {
  const all = [...succeeded, ...failed]
  const repeated = Repetition.of(all)
  return all.flatMap((uid, position) => {
    const place =
      position < succeeded.length ? `succeeded[${position}]` : `failed[${position - succeeded.length}]`
    const path = `status.uncountedTerminatedPods.${place}`
    if (uid === "") return [FieldError.invalid(path, uid, "must not be empty")]
    return repeated[position] === true ? [FieldError.duplicate(path, uid)] : FieldCheck.none
  })
}

/** AJ-100. */
export const possible: ReadonlyArray<StatusRule> = [
  ...(["active", "succeeded", "failed", "ready", "terminating"] as const).map(notNegative),
  {
    id: "AJ-100",
    errors: ({ after: { uncountedTerminatedPods: uncounted } }) =>
      uncounted === undefined ? FieldCheck.none : uids(uncounted)
  }
]

const noneWhenFinished = (id: string, counter: Counter): StatusRule =>
  rule(
    id,
    ["Finished", counter],
    counter,
    ({ after }) => isFinished(after) && count(after, counter) > 0,
    `${counter}>0 is invalid for finished job`
  )

/** AJ-126. */
export const noneActive = noneWhenFinished("AJ-126", "active")

/** AJ-128. */
export const allCounted: StatusRule = {
  id: "AJ-128",
  ifChanged: ["Finished", "uncountedTerminatedPods"],
  errors: ({ after }) => {
    const { uncountedTerminatedPods: uncounted = {} } = after
    const { succeeded = [], failed = [] } = uncounted
    return isFinished(after) && succeeded.length + failed.length > 0
      ? [FieldError.invalid("status.uncountedTerminatedPods", uncounted, "must be empty for finished job")]
      : FieldCheck.none
  }
}

/** AJ-129. */
export const noneTerminating = noneWhenFinished("AJ-129", "terminating")

/** AJ-130. */
export const readyAreActive = rule(
  "AJ-130",
  ["ready", "active"],
  "ready",
  ({ after }) => count(after, "ready") > count(after, "active"),
  "cannot set more ready pods than active"
)

/** AJ-101, AJ-102: only scaling an elastic Job down takes successes away. */
export const growing: ReadonlyArray<StatusRule> = [
  rule(
    "AJ-101",
    [],
    "failed",
    ({ before, after }) => count(after, "failed") < count(before, "failed"),
    "cannot decrease the failed counter"
  ),
  rule(
    "AJ-102",
    [],
    "succeeded",
    ({ spec, before, after }) =>
      count(after, "succeeded") < count(before, "succeeded") &&
      !(spec.completionMode === "Indexed" && spec.completions === spec.parallelism),
    "cannot decrease the succeeded counter"
  )
]
