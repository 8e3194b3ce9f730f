/** Conditions of a Job: how they change (JC-28), and which of them finishes it (JC-14). */
import * as Schema from "effect/Schema"
import * as Condition from "../../../../src/domain/job/Condition.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as Suspension from "../../../../src/domain/policy/Suspension.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Snapshot from "./Snapshot.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

const Conditions = Schema.Array(SnapshotSchema.Condition)

const jobOf = (conditions: typeof Conditions.Type, suspend = false): Job.Job =>
  Snapshot.of({ spec: { suspend }, status: { conditions, startTime: 0 } })

/** A condition enters the list when there is something to report: a Job that never was suspended is not resumed. */
const ensured = (job: Job.Job, wanted: Condition.Condition): Condition.Conditions => {
  const isNew = Condition.find(job.conditions, wanted.type) === undefined
  return isNew && Suspension.report(job, Snapshot.now) === undefined
    ? job.conditions
    : Condition.ensure(job.conditions, wanted)
}

const ensureCondition = CaseKind.make({
  kind: "ensureCondition",
  given: Schema.Struct({ conditions: Conditions, ensure: SnapshotSchema.Condition }),
  expect: Schema.Struct({ conditions: Conditions, changed: Schema.Boolean }),
  check: ({ conditions, ensure }, expect) => {
    const job = jobOf(conditions, ensure.status === "True")
    const before = Snapshot.written(job.conditions, job)
    const after = Snapshot.written(ensured(job, Snapshot.conditionOf(ensure)), job)
    const changed = Comparing.equal("", before, after).length > 0
    return Comparing.equal("", expect, { conditions: after, changed })
  }
})

const finishedCondition = CaseKind.make({
  kind: "finishedCondition",
  given: Schema.Struct({ conditions: Conditions }),
  expect: Schema.Struct({ finished: Schema.Boolean, type: Schema.String }),
  check: ({ conditions }, expect) => {
    const job = jobOf(conditions)
    const finished = Job.isFinished(job)
    const type = Job.hasFailed(job) ? "Failed" : "Complete"
    return Comparing.equal("", expect, { finished, type: finished ? type : "" })
  }
})

const jobSucceeded = CaseKind.make({
  kind: "jobSucceeded",
  given: Schema.Struct({ conditions: Conditions }),
  expect: Schema.Struct({ succeeded: Schema.Boolean }),
  check: ({ conditions }, expect) => {
    const job = jobOf(conditions)
    return Comparing.equal("", expect, { succeeded: Job.isFinished(job) && !Job.hasFailed(job) })
  }
})

export const kinds = [ensureCondition, finishedCondition, jobSucceeded]
