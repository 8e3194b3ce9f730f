/** What `podFailurePolicy` makes of a failed Pod (JC-112 to JC-121), and when `successPolicy` is met (JC-124). */
import * as Schema from "effect/Schema"
import * as IntervalSet from "../../../../src/domain/data/IntervalSet.ts"
import type * as Job from "../../../../src/domain/job/Job.ts"
import * as PodSet from "../../../../src/domain/job/PodSet.ts"
import * as PodFailurePolicy from "../../../../src/domain/policy/PodFailurePolicy.ts"
import * as SuccessPolicy from "../../../../src/domain/policy/SuccessPolicy.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Snapshot from "./Snapshot.ts"
import * as SnapshotSchema from "./SnapshotSchema.ts"

const Policy = Schema.NullOr(Schema.Unknown)

/** `countFailed`: the failure counts; `message` is that of the Job's failure. */
const Matched = Schema.Struct({
  message: Schema.NullOr(Schema.String),
  countFailed: Schema.Boolean,
  action: Schema.NullOr(Schema.String)
})

const matched = (job: Job.Job, name: string): typeof Matched.Type => {
  const action = PodSet.get(job.podSet, 0)?.action
  const message = PodFailurePolicy.failsJob(job)?.message
  return {
    message: message === undefined ? null : Snapshot.withPlaceName(job, message).replace("mypod-0", name),
    countFailed: job.podSet.tally.uncountedFailed === 1,
    action: action ?? null
  }
}

const podFailurePolicy = CaseKind.make({
  kind: "podFailurePolicy",
  given: Schema.Struct({ podFailurePolicy: Policy, pod: SnapshotSchema.Pod }),
  expect: Matched,
  check: ({ podFailurePolicy, pod }, expect) => {
    const job = Snapshot.of({ spec: { podFailurePolicy }, pods: [pod] })
    return Comparing.equal("", expect, matched(job, pod.name ?? "mypod-0"))
  }
})

const successPolicy = CaseKind.make({
  kind: "successPolicy",
  given: Schema.Struct({
    completions: Schema.Int,
    successPolicy: Policy,
    succeededIndexes: Schema.Array(Schema.Tuple([Schema.Int, Schema.Int]))
  }),
  expect: Schema.Struct({ matched: Schema.Boolean, message: Schema.optionalKey(Schema.String) }),
  check: ({ completions, successPolicy, succeededIndexes }, expect) => {
    const job = Snapshot.of({ spec: { completionMode: "Indexed", completions, successPolicy } })
    const completed = IntervalSet.fromIntervals(succeededIndexes)
    const indexes = { ...job.podSet.indexes, completed }
    const said = SuccessPolicy.reach({ ...job, podSet: { ...job.podSet, indexes } }, Snapshot.now) ?? []
    const [met] = said.flatMap((decision) => (decision._tag === "SuccessCriteriaMet" ? [decision] : []))
    return Comparing.equal(
      "",
      expect,
      met === undefined ? { matched: false } : { matched: true, message: met.message }
    )
  }
})

export const kinds = [podFailurePolicy, successPolicy]
