/** Writes of a status over another (AJ-100 to AJ-135). */
import * as Schema from "effect/Schema"
import * as StatusUpdate from "../../../../src/domain/manifest/status/StatusUpdate.ts"
import type { Status, StatusWrite } from "../../../../src/domain/manifest/status/StatusWrite.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Errors from "./Errors.ts"
import * as Objects from "./Objects.ts"

const optional = Schema.optionalKey

const Uids = optional(Schema.Array(Schema.String))

const JobStatus = Schema.Struct({
  conditions: optional(Schema.Array(Schema.Struct({ type: Schema.String, status: Schema.String }))),
  startTime: optional(Schema.String),
  completionTime: optional(Schema.String),
  active: optional(Schema.Int),
  succeeded: optional(Schema.Int),
  failed: optional(Schema.Int),
  ready: optional(Schema.Int),
  terminating: optional(Schema.Int),
  completedIndexes: optional(Schema.String),
  failedIndexes: optional(Schema.String),
  uncountedTerminatedPods: optional(Schema.Struct({ succeeded: Uids, failed: Uids }))
})

const decodeStatus = Schema.decodeUnknownSync(JobStatus)

const instant = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Date.parse(text)

const statusOf = (object: Objects.Json): Status => {
  const { startTime, completionTime, ...status } = decodeStatus(object["status"] ?? {})
  return { ...status, startTime: instant(startTime), completionTime: instant(completionTime) }
}

const Written = Schema.Struct({ old: Objects.Json, new: Objects.Json })

/** A write of the status keeps the spec. */
const writeOf = (given: typeof Written.Type): StatusWrite => ({
  spec: Objects.undefaulted(given.old).spec,
  before: statusOf(given.old),
  after: statusOf(given.new)
})

const Expect = Schema.Struct({ errors: Errors.Errors })

/** What a check that can be switched on is here; those of any other rule are always on. */
const switches: Readonly<Record<string, string>> = {
  RejectCompleteJobWithFailedCondition: "AJ-120",
  RejectCompleteJobWithFailureTargetCondition: "AJ-120",
  RejectNotCompleteJobWithCompletionTime: "AJ-121",
  RejectCompleteJobWithoutCompletionTime: "AJ-122",
  RejectCompletionTimeBeforeStartTime: "AJ-123",
  RejectFailedJobWithoutFailureTarget: "AJ-124",
  RejectCompleteJobWithoutSuccessCriteriaMet: "AJ-125",
  RejectFinishedJobWithActivePods: "AJ-126",
  RejectFinishedJobWithoutStartTime: "AJ-127",
  RejectFinishedJobWithUncountedTerminatedPods: "AJ-128",
  RejectFinishedJobWithTerminatingPods: "AJ-129",
  RejectMoreReadyThanActivePods: "AJ-130",
  RejectStartTimeUpdateForUnsuspendedJob: "AJ-131",
  RejectInvalidCompletedIndexes: "AJ-132",
  RejectCompletedIndexesForNonIndexedJob: "AJ-132",
  RejectInvalidFailedIndexes: "AJ-133",
  RejectFailedIndexesForNoBackoffLimitPerIndex: "AJ-133",
  RejectFailedIndexesOverlappingCompleted: "AJ-134",
  RejectDecreasingFailedCounter: "AJ-101",
  RejectDecreasingSucceededCounter: "AJ-102",
  RejectDisablingTerminalCondition: "AJ-103",
  RejectMutatingCompletionTime: "AJ-108"
}

const switched = new Set(Object.values(switches))

const isOn = (options: Readonly<Record<string, boolean>>, id: string): boolean =>
  !switched.has(id) || Object.entries(switches).some(([name, rule]) => rule === id && options[name] === true)

export const kinds = [
  CaseKind.make({
    kind: "job.status",
    given: Written,
    expect: Expect,
    check: (given, expect) => Errors.compared(expect.errors, StatusUpdate.errors(writeOf(given)))
  }),
  CaseKind.make({
    kind: "job.status.validate",
    given: Schema.Struct({ ...Written.fields, options: Schema.Record(Schema.String, Schema.Boolean) }),
    expect: Expect,
    check: ({ options, ...given }, expect) => {
      const write = writeOf(given)
      const on = StatusUpdate.rules.filter(({ id }) => isOn(options, id))
      return Errors.compared(
        expect.errors,
        on.flatMap(({ errors }) => errors(write))
      )
    }
  })
]
