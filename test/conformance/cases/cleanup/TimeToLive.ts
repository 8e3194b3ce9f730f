/** How long a finished Job has left (CL-1 to CL-3). */
import * as Schema from "effect/Schema"
import * as Timestamp from "../../../../src/domain/data/Timestamp.ts"
import type { Condition } from "../../../../src/domain/job/Condition.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as TtlAfterFinished from "../../../../src/domain/policy/TtlAfterFinished.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"

const Finish = Schema.Struct({
  type: Schema.Literals(["Complete", "Failed"]),
  status: Schema.Literals(["True", "False"]),
  lastTransitionTime: Schema.String,
  lastProbeTime: Schema.NullOr(Schema.String)
})

const condition = ({ type, status, lastTransitionTime }: typeof Finish.Type): Condition => ({
  type,
  status,
  transitionAt: Date.parse(lastTransitionTime),
  reason: "",
  message: ""
})

const ttl = CaseKind.make({
  kind: "ttl",
  given: Schema.Struct({
    job: Schema.Struct({
      metadata: Schema.Struct({ name: Schema.String, namespace: Schema.String }),
      spec: Schema.Struct({ ttlSecondsAfterFinished: Schema.NullOr(Schema.Int) }),
      status: Schema.Struct({ conditions: Schema.optionalKey(Schema.Array(Finish)) })
    }),
    now: Schema.String
  }),
  expect: Schema.Struct({
    timeLeftMs: Schema.NullOr(Schema.Int),
    expireAt: Schema.NullOr(Schema.String),
    error: Schema.NullOr(Schema.String)
  }),
  check: ({ job: { metadata, spec, status }, now }, expect) => {
    const { ttlSecondsAfterFinished: seconds } = spec
    const due = TtlAfterFinished.due({
      ...Job.initialState,
      conditions: (status.conditions ?? []).map(condition),
      spec: { ...Job.initialState.spec, ...(seconds === null ? {} : { ttlSecondsAfterFinished: seconds }) }
    })
    return Comparing.equal(
      "",
      expect,
      due === undefined
        ? {
            timeLeftMs: null,
            expireAt: null,
            error: `job ${metadata.namespace}/${metadata.name} should not be cleaned up`
          }
        : { timeLeftMs: due - Date.parse(now), expireAt: Timestamp.format(due), error: null }
    )
  }
})

export const kinds = [ttl]
