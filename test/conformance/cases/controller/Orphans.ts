/**
 * What becomes of a Pod whose Job is gone or done (JC-153): nothing holds it any more. Upstream has a queue of orphans
 * that takes their finalizers off; here a Job lets go of its Pods in the batch that ends it.
 */
import * as Schema from "effect/Schema"
import type { Event } from "../../../../src/domain/event/Event.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import type * as Job from "../../../../src/domain/job/Job.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as OneSync from "./OneSync.ts"
import * as Snapshot from "./Snapshot.ts"
import type * as SnapshotSchema from "./SnapshotSchema.ts"

type Condition = SnapshotSchema.Condition

const complete: ReadonlyArray<Condition> = [
  { type: "SuccessCriteriaMet", status: "True" },
  { type: "Complete", status: "True" }
]

const at = Snapshot.now

const gone: ReadonlyArray<Event> = [
  { _tag: "JobDeletionRequested", at, propagationPolicy: "Orphan" },
  { _tag: "JobDeleted", at }
]

const running: SnapshotSchema.Pod = { phase: "Running" }
const deleted: SnapshotSchema.Pod = { ...running, deletionTimestamp: 0 }

const job = (
  pod: SnapshotSchema.Pod,
  conditions: ReadonlyArray<Condition>,
  since: ReadonlyArray<Event>
): Job.Job =>
  since.reduce(Evolve.evolve, Snapshot.of({ spec: {}, status: { startTime: 0, conditions }, pods: [pod] }))

/** The Job with its Pod, by the words of a case. */
const stories = {
  "controller batch/v1 Job, running": job(running, [], []),
  "controller batch/v1 Job, Complete=True": job(running, complete, []),
  "controller batch/v1 Job, not in the cache": job(running, [], gone),
  "no owner": job(running, [], gone),
  "deleted (deletionTimestamp), controllerRef to a Job that is not in the cache": job(deleted, [], gone),
  "deleted, no controllerRef": job(deleted, [], gone),
  "deleted, controllerRef to a Job with Complete=True": job(deleted, complete, []),
  "matching pods owned by it": job(running, complete, [])
}

const Story = Schema.Literals(Object.keys(stories) as ReadonlyArray<keyof typeof stories>)

const orphan = CaseKind.make({
  kind: "orphan",
  given: Schema.Struct({
    pod: Schema.optionalKey(Story),
    pods: Schema.optionalKey(Story),
    owner: Schema.optionalKey(Schema.NullOr(Story))
  }),
  expect: Schema.Struct({ finalizerRemoved: Schema.Boolean }),
  check: ({ pod, pods, owner }, expect) => {
    const { said } = OneSync.of(stories[pod ?? pods ?? owner ?? "no owner"], at)
    return Comparing.equal("", expect, { finalizerRemoved: said.some(({ _tag }) => _tag === "PodReleased") })
  }
})

export const kinds = [orphan]
