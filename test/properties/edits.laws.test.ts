import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as OrdinalMap from "../../src/domain/data/OrdinalMap.ts"
import * as Condition from "../../src/domain/job/Condition.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as MergePatch from "../../src/domain/manifest/MergePatch.ts"
import * as JobStatus from "../../src/domain/projection/JobStatus.ts"
import type { Rule, Scenario } from "../../src/runtime/simulation/Scenario.ts"
import { share } from "../Laws.ts"
import * as Played from "./Played.ts"

/**
 * A walk of edits, after Acto (SOSP 2023). No Pod ends by itself while it lasts, so that whatever differs from a Job that
 * was created with the last spec is due to the edits.
 */
const edits = 10
const editMillis = 1000
/** By then all Pods have started, and those that were asked to end have ended; none has ended by itself. */
const settledMillis = 40_000
const runMillis = 100_000

type Members = Scenario["manifest"]

const few = fc.integer({ min: 0, max: 5 })
const count = fc.integer({ min: 1, max: 5 })
const replacement = fc.constantFrom("Failed", "TerminatingOrFailed")

/** A deadline comes while the Pods run, or never; never while the walk lasts. */
const deadline = fc.constantFrom(null, null, 60, 3600)
const timeToLive = fc.constantFrom(null, 0, 5000)

const edit: fc.Arbitrary<Members> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ parallelism: few }) },
  { weight: 4, arbitrary: count.map((size) => ({ parallelism: size, completions: size })) },
  { weight: 4, arbitrary: fc.record({ suspend: fc.constantFrom(false, false, true) }) },
  { weight: 2, arbitrary: fc.record({ backoffLimit: few }) },
  { weight: 2, arbitrary: fc.record({ maxFailedIndexes: fc.option(fc.integer({ min: 0, max: 1 })) }) },
  { weight: 2, arbitrary: fc.record({ activeDeadlineSeconds: deadline }) },
  { weight: 2, arbitrary: fc.record({ ttlSecondsAfterFinished: timeToLive }) },
  { weight: 2, arbitrary: fc.record({ podReplacementPolicy: replacement }) }
)

const spec: fc.Arbitrary<Members> = fc
  .tuple(
    fc.constantFrom("Indexed", "Indexed", "NonIndexed"),
    fc.record(
      {
        completions: count,
        parallelism: few,
        backoffLimit: few,
        suspend: fc.boolean(),
        activeDeadlineSeconds: deadline,
        ttlSecondsAfterFinished: timeToLive,
        podReplacementPolicy: replacement
      },
      { requiredKeys: ["completions"] }
    ),
    fc.constantFrom<Members>(
      {},
      { backoffLimitPerIndex: 0 },
      { successPolicy: { rules: [{ succeededCount: 1 }] } }
    )
  )
  .map(([completionMode, fields, more]) => ({
    ...fields,
    completionMode,
    ...(completionMode === "Indexed" ? more : {})
  }))

const container = { name: "main", image: "busybox" }

const manifest = spec.map((fields): Members => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "demo" },
  spec: { ...fields, template: { spec: { restartPolicy: "Never", containers: [container] } } }
}))

const rule = fc.record({
  exitCode: fc.constantFrom(0, 0, 1),
  startAfter: fc.constantFrom(0, 300, 1000),
  terminationTakes: fc.constantFrom(0, 700, 5000)
})

/** The Pods of an index fail always or never; those of a Job without indexes are all the same. */
const rules: fc.Arbitrary<ReadonlyArray<Rule>> = fc
  .tuple(fc.array(rule, { maxLength: 5 }), rule)
  .map(([all, otherwise]) => [
    ...all.map((one, index) => ({ ...one, match: { index }, runFor: runMillis })),
    { ...otherwise, runFor: runMillis }
  ])

interface Walk {
  readonly edited: Scenario
  /** The Job that is created with what the edits have made of the spec. */
  readonly fresh: Scenario
}

const walk = fc
  .tuple(manifest, rules, fc.array(edit, { minLength: edits, maxLength: edits }))
  .map(([created, pods, patches]): Walk => {
    const commands = patches.map((fields, place) => ({
      at: (place + 1) * editMillis,
      patch: { spec: fields }
    }))
    const edited = { manifest: created, pods, commands }
    const refused = new Set(
      (Played.answer({ ...edited, until: edits * editMillis }).rejected ?? []).map(({ command }) => command)
    )
    const last = commands
      .filter((_, place) => !refused.has(place))
      .reduce<unknown>((before, { patch }) => MergePatch.apply(before, patch), created)
    // What is merged into a manifest is one.
    return { edited, fresh: { manifest: last as Members, pods } }
  })

/** What the Job is at, when nothing is under way. */
const desired = (job: Job.Job): unknown => {
  const { active, ready, terminating, uncountedTerminatedPods } = JobStatus.of(job)
  const indexes = OrdinalMap.values(job.podSet.pods).flatMap(({ index }) => index ?? [])
  const { parallelism, completions = 0 } = job.spec
  return {
    active,
    ready,
    terminating,
    uncountedTerminatedPods,
    // Where not all can run at once, those that do are kept, and in a new Job they are the lowest ones (JC-81).
    indexes: parallelism < completions ? indexes.length : new Set(indexes),
    isSuspended: Condition.isTrue(job.conditions, "Suspended")
  }
}

/** A Job that was resumed says so for ever. */
const verdict = ({ conditions }: Job.Job): unknown =>
  conditions
    .filter(({ type }) => type !== "Suspended")
    .map(({ type, status, reason }) => [type, status, reason])

const counters = (job: Job.Job): unknown => {
  const { succeeded, failed, completedIndexes, failedIndexes } = JobStatus.of(job)
  return { succeeded, failed, completedIndexes, failedIndexes, isGone: job.deletedAt !== undefined }
}

/** A success and a failure each decide it: the first one does, and edits change who that is. */
const isRace = ({ spec: { successPolicy } }: Job.Job, { pods = [] }: Scenario): boolean =>
  successPolicy !== undefined && pods.some(({ exitCode }) => exitCode !== 0)

/** Pods that still run when one of these verdicts falls are asked to end: who had ended before hangs on who was first. */
const cutsShort = (job: Job.Job): boolean =>
  ["BackoffLimitExceeded", "MaxFailedIndexesExceeded", "SuccessPolicy"].includes(
    Job.verdict(job)?.reason ?? ""
  )

const walkMillis = edits * editMillis

describe("a Job that was edited ten times (R6)", { timeout: 300_000 }, () => {
  it("is soon where a Job is that was created so", () =>
    fc.assert(
      fc.property(walk, ({ edited, fresh }) => {
        const { job } = Played.play({ ...edited, until: walkMillis + settledMillis })
        assert.deepStrictEqual(desired(job), desired(Played.play({ ...fresh, until: settledMillis }).job))
      }),
      { numRuns: share(1 / 5) }
    ))

  it("comes to the verdict that such a Job comes to, and counts what it counts", () =>
    fc.assert(
      fc.property(walk, ({ edited, fresh }) => {
        const { job } = Played.play(edited)
        const other = Played.play(fresh).job
        assert.strictEqual(Job.isFinished(job), Job.isFinished(other))
        if (!isRace(job, fresh)) assert.deepStrictEqual(verdict(job), verdict(other))
        if (!cutsShort(job) && !cutsShort(other)) assert.deepStrictEqual(counters(job), counters(other))
      }),
      { numRuns: share(1 / 2) }
    ))

  it("is not decided before the last edit", () =>
    fc.assert(
      fc.property(walk, ({ edited }) => {
        const { job } = Played.play({ ...edited, until: walkMillis })
        assert.isUndefined(Job.verdict(job))
      })
    ))
})
