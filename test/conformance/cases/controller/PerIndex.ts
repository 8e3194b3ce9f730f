/** Failed Pods that an index keeps until its next one is there, and its back-off (JC-92, JC-103, JC-109). */
import * as Schema from "effect/Schema"
import * as OrdinalMap from "../../../../src/domain/data/OrdinalMap.ts"
import type { Decision } from "../../../../src/domain/event/Decision.ts"
import type * as Job from "../../../../src/domain/job/Job.ts"
import * as PodCreation from "../../../../src/domain/policy/PodCreation.ts"
import * as Clock from "../../../domain/Clock.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Snapshot from "./Snapshot.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

const delayedDeletion = CaseKind.make({
  kind: "delayedDeletion",
  given: Schema.Struct({
    spec: SnapshotSchema.Spec,
    pods: Schema.Array(SnapshotSchema.Pod),
    expectedFinalizerRemovals: Schema.optionalKey(Schema.Array(Schema.String))
  }),
  expect: Schema.Struct({ keptPods: Schema.Array(Schema.String) }),
  check: (given, expect) => {
    const job = Snapshot.of(given)
    const kept = OrdinalMap.values(job.podSet.retained.pods)
    return Comparing.equal("", expect, { keptPods: kept.map((ordinal) => given.pods[ordinal]?.uid) })
  }
})

/** More failures than a case speaks of: none of its indexes fails for good. */
const backoffLimitPerIndex = 100

/** A Job that wants a Pod for each of these indexes, whose last Pods have failed. */
const wanting = (
  indexes: ReadonlyArray<number>,
  retained: Readonly<Record<string, SnapshotSchema.Pod>>,
  spec: SnapshotSchema.Spec = {}
): Job.Job => {
  const completions = Math.max(...indexes) + 1
  const others = Array.from({ length: completions }, (_, index) => index).filter(
    (index) => !indexes.includes(index)
  )
  return Snapshot.of({
    spec: {
      completionMode: "Indexed",
      backoffLimitPerIndex,
      parallelism: completions,
      completions,
      ...spec
    },
    status: { completedIndexes: others.join(",") },
    pods: Object.entries(retained).map(([index, pod]) => ({ ...pod, phase: "Failed", index }))
  })
}

const created = (said: ReadonlyArray<Decision> = []) =>
  said.flatMap((decision) => (decision._tag === "PodCreated" ? [decision] : []))

const indexCreation = CaseKind.make({
  kind: "indexCreation",
  given: Schema.Struct({
    candidates: Schema.Array(Schema.Int),
    retained: Schema.Record(Schema.String, SnapshotSchema.Pod)
  }),
  expect: Schema.Struct({ createIndexes: Schema.Array(Schema.Int), requeueAfter: Schema.Int }),
  check: ({ candidates, retained }, expect) => {
    const said = PodCreation.create(wanting(candidates, retained), Snapshot.now) ?? []
    const [armed] = said.flatMap((decision) => (decision._tag === "IndexBackoffArmed" ? [decision] : []))
    return Comparing.equal("", expect, {
      createIndexes: created(said).map(({ index }) => index),
      requeueAfter: armed === undefined ? 0 : Clock.seconds(armed.due)
    })
  }
})

const newFailureCounts = CaseKind.make({
  kind: "newFailureCounts",
  given: Schema.Struct({ spec: SnapshotSchema.Spec, replaced: Schema.NullOr(SnapshotSchema.Pod) }),
  expect: Schema.Struct({ failureCount: Schema.Int, ignoredFailureCount: Schema.Int }),
  check: ({ spec, replaced }, expect) => {
    const job = wanting([0], replaced === null ? {} : { 0: replaced }, spec)
    const [pod] = created(PodCreation.create(job, Snapshot.now))
    return Comparing.equal("", expect, {
      failureCount: pod?.indexFailures?.counted,
      ignoredFailureCount: pod?.indexFailures?.ignored
    })
  }
})

export const kinds = [delayedDeletion, indexCreation, newFailureCounts]
