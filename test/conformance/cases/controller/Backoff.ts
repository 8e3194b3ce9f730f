/** The back-off before failed Pods are replaced (JC-94 to JC-103). */
import * as Schema from "effect/Schema"
import * as PodSet from "../../../../src/domain/job/PodSet.ts"
import * as Retained from "../../../../src/domain/job/Retained.ts"
import * as Pod from "../../../../src/domain/pod/Pod.ts"
import * as Backoff from "../../../../src/domain/policy/Backoff.ts"
import * as Clock from "../../../domain/Clock.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Snapshot from "./Snapshot.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

/** Without failures there is no last one. */
const Record = Schema.Struct({ failures: Schema.Int, lastFailure: Schema.NullOr(Schema.Int) })

/** Times are in milliseconds here. */
const backoffRecord = CaseKind.make({
  kind: "backoffRecord",
  given: Schema.Struct({
    store: Schema.NullOr(Record),
    succeededAt: Schema.Array(Schema.Int),
    failedAt: Schema.Array(Schema.Int)
  }),
  expect: Record,
  check: ({ store, succeededAt, failedAt }, expect) => {
    const instants = (times: ReadonlyArray<number>) => times.map((time) => Snapshot.now + time)
    const before = { count: store?.failures ?? 0, lastAt: Snapshot.now + (store?.lastFailure ?? 0) }
    const { count, lastAt } = Backoff.record(before, instants(succeededAt), instants(failedAt))
    const lastFailure = count === 0 ? null : lastAt - Snapshot.now
    return Comparing.equal("", expect, { failures: count, lastFailure })
  }
})

const finishTime = CaseKind.make({
  kind: "finishTime",
  given: Schema.Struct({ pod: SnapshotSchema.Pod }),
  expect: Schema.Struct({ finishedAt: Schema.Int }),
  check: ({ pod }, expect) => {
    const found = PodSet.get(Snapshot.of({ spec: {}, pods: [pod] }).podSet, 0)
    const finishedAt = found === undefined ? undefined : Clock.seconds(Pod.finishTime(found))
    return Comparing.equal("", expect, { finishedAt })
  }
})

/** JC-5. */
const baseSeconds = 10

/** The first back-off is no setting here, so time is told in units of it. */
const Settings = { default: Schema.Int, max: Schema.Int }

const remainingSeconds = (due: number): number => Math.max(0, Clock.seconds(due))

const remaining = CaseKind.make({
  kind: "remaining",
  given: Schema.Struct({ ...Settings, ...Record.fields }),
  expect: Schema.Struct({ remaining: Schema.Int }),
  check: ({ default: base, failures, lastFailure }, expect) => {
    const scale = baseSeconds / base
    const due = Backoff.due({ count: failures, lastAt: Clock.instant((lastFailure ?? 0) * scale) })
    return Comparing.equal("", expect, { remaining: remainingSeconds(due) / scale })
  }
})

const remainingPerIndex = CaseKind.make({
  kind: "remainingPerIndex",
  given: Schema.Struct({ ...Settings, lastFailedPod: Schema.NullOr(SnapshotSchema.Pod) }),
  expect: Schema.Struct({ remaining: Schema.Int }),
  check: ({ default: base, lastFailedPod }, expect) => {
    const scale = baseSeconds / base
    const { finishedAt = 0, ...pod } = lastFailedPod ?? {}
    const failed = { ...pod, phase: "Failed", index: "0", finishedAt: finishedAt * scale } as const
    const spec = { completionMode: "Indexed", completions: 1, backoffLimitPerIndex: 100 }
    const job = Snapshot.of({ spec, pods: lastFailedPod === null ? [] : [failed] })
    const due = Retained.dueOf(job.podSet.retained, 0, job.podSet.pods)
    return Comparing.equal("", expect, { remaining: remainingSeconds(due) / scale })
  }
})

export const kinds = [backoffRecord, finishTime, remaining, remainingPerIndex]
