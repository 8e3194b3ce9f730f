/** Prose cases of `activeDeadlineSeconds` (JC-129, JC-130): a Job that nobody touches until its time is over. */
import * as Schema from "effect/Schema"
import * as Timestamp from "../../../../src/domain/data/Timestamp.ts"
import * as Condition from "../../../../src/domain/job/Condition.ts"
import * as Decider from "../../../../src/domain/job/Decider.ts"
import type * as Job from "../../../../src/domain/job/Job.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as OneSync from "../controller/OneSync.ts"
import * as Snapshot from "../controller/Snapshot.ts"
import * as SnapshotSchema from "../controller/SnapshotSchema.ts"

/** The Job as it is given, after the first sync, just before its deadline, and after that. */
interface Story {
  readonly given: Job.Job
  readonly first: Job.Job
  readonly before: Job.Job
  readonly after: Job.Job
}

const told = (given: Job.Job): Story => {
  const first = OneSync.of(given, Snapshot.now).job
  const { deadline = Number.MAX_SAFE_INTEGER } = first.due
  const before = OneSync.of(first, deadline - 1).job
  return {
    given,
    first,
    before,
    after: Decider.decide(first, { _tag: "DeadlineExceeded", at: deadline }).job
  }
}

const failure = ({ conditions }: Job.Job): string | undefined => Condition.find(conditions, "Failed")?.reason

const isFailedInTime = ({ first, before, after }: Story): boolean =>
  failure(before) === undefined &&
  failure(after) === "DeadlineExceeded" &&
  after.at === Timestamp.after(first.startTime ?? 0, first.spec.activeDeadlineSeconds ?? 0)

const statements = {
  "first sync sets startTime": ({ given, first }: Story) =>
    given.startTime === undefined && first.startTime === Snapshot.now,
  "no Failed(DeadlineExceeded) condition before startTime + 1 s": ({ before }: Story) =>
    failure(before) === undefined,
  "Failed=True reason DeadlineExceeded afterwards, without any pod event (delayed requeue)": isFailedInTime,
  "as above, the start time is kept": (story: Story) =>
    isFailedInTime(story) && story.after.startTime === story.given.startTime
}

type Statement = keyof typeof statements

export const scenario = CaseKind.make({
  kind: "scenario",
  given: Schema.Struct({
    spec: SnapshotSchema.Spec,
    status: Schema.optionalKey(SnapshotSchema.Status),
    pods: Schema.optionalKey(Schema.Array(SnapshotSchema.Pod))
  }),
  expect: Schema.Struct({
    // The names of a table.
    steps: Schema.Array(Schema.Literals(Object.keys(statements) as ReadonlyArray<Statement>))
  }),
  check: (given, { steps }) => {
    const story = told(Snapshot.of(given))
    const holding = steps.map((step) => (statements[step](story) ? step : "does not hold"))
    return Comparing.equal("steps", steps, holding)
  }
})
