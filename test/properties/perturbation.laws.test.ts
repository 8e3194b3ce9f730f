import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Timestamp from "../../src/domain/data/Timestamp.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import * as JobStatus from "../../src/domain/projection/JobStatus.ts"
import type { Perturbation } from "../../src/testing/Perturbation.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import { type Canonical, canonical } from "../canonical/Canonical.ts"
import * as Played from "./Played.ts"

/** Longer than most Pods of these histories run. */
const staleMillis = 2500
const skippedMillis = 100_000
const reorderedMillis = 900

/**
 * Where the verdict hangs on who is first, the user or the observation that comes late: a Pod has succeeded, or failed,
 * and the Job is suspended before anybody has heard of it, which ends the Pod uncounted (JC-65). The log knows no
 * better, and so the Job comes to what it comes to with that log.
 */
const races: ReadonlySet<string> = new Set([
  "suspended-job-completes-by-scaling-down",
  "suspended-job-fails-by-a-lower-limit"
])

/** The final status without its times, and the number of Pods. */
const outcome = (job: Job): unknown => {
  const { completionTime: _, startTime: __, conditions = [], ...status } = JobStatus.of(job)
  const says = conditions.map(({ type, status: is, reason }) => [type, is, reason])
  return { ...status, conditions: says, pods: job.podSet.nextOrdinal, isGone: job.deletedAt !== undefined }
}

/** Every time that a status shows, in milliseconds. */
const times = (job: Job): ReadonlyArray<number> => [
  ...job.conditions.map(({ transitionAt }) => transitionAt),
  ...[job.startTime, job.completionTime].flatMap((time) => (time === undefined ? [] : [time]))
]

/** The same outcome, as soon as a Job can come to it that hears of things so much later. */
const isOnlyLate = (job: Job, undisturbed: Job, millis: number): void => {
  assert.deepStrictEqual(outcome(job), outcome(undisturbed))
  const before = times(undisturbed)
  for (const [place, time] of times(job).entries()) {
    const late = time - (before[place] ?? 0)
    assert.isTrue(late >= 0 && late < millis + Timestamp.secondMillis, `it is ${late} ms late`)
  }
}

/** One at every index of a history. */
const everywhere = (
  { scenario, name }: Canonical,
  of: (after: number) => Perturbation,
  judge: (played: Played.Played, undisturbed: Played.Played) => void
): void => {
  const undisturbed = Played.play(scenario)
  for (const index of undisturbed.batches.keys()) {
    const played = Played.perturbed(scenario, of(index + 1))
    assert.isAtMost(
      played.batches.length,
      2 * undisturbed.batches.length,
      "it takes no more than twice the steps"
    )
    if (!races.has(name)) judge(played, undisturbed)
  }
}

/**
 * What follows from a start comes when it is heard of: containers wait until those before them have started (LC-42), and
 * a run in place counts as a failure of the one before when it has begun (JC-105).
 */
const hangsOnStarts = ({ spec: { template } }: Job): boolean =>
  template.spec.restartPolicy === "OnFailure" || (template.spec.initContainers ?? []).length > 0

describe("at every index of sixty histories (R5)", () => {
  it("there are sixty", () => assert.lengthOf(canonical, 60))

  it.each(canonical)("a stale view makes things later and nothing else: $name", (history) =>
    everywhere(
      history,
      (after) => ({ _tag: "ViewIsStale", after, millis: staleMillis }),
      ({ job }, undisturbed) => isOnlyLate(job, undisturbed.job, staleMillis)
    )
  )

  it.each(canonical)("whichever Pod is heard of first, the Job comes to the same: $name", (history) =>
    everywhere(
      history,
      (after) => ({ _tag: "OrderIsChanged", after, millis: reorderedMillis }),
      ({ job }, undisturbed) => assert.deepStrictEqual(outcome(job), outcome(undisturbed.job))
    )
  )

  it.each(canonical)("a state that nobody has seen is not missed: $name", (history) =>
    everywhere(
      history,
      (after) => ({ _tag: "StateIsSkipped", after, millis: skippedMillis }),
      ({ job }, undisturbed) => {
        assert.deepStrictEqual(outcome(job), outcome(undisturbed.job))
        if (!hangsOnStarts(job)) assert.deepStrictEqual(times(job), times(undisturbed.job))
      }
    )
  )
})

const after = fc.integer({ min: 1, max: 20 })
const millis = fc.constantFrom(1, 900, 2500, 20_000)
const perturbation: fc.Arbitrary<Perturbation> = fc.record({
  _tag: fc.constantFrom("ViewIsStale", "StateIsSkipped", "OrderIsChanged"),
  after,
  millis
})

describe("whatever the story, and however late, twice, or in whatever order it is told", () => {
  it("no law is broken", () =>
    fc.assert(
      fc.property(ScenarioArbitrary.withoutFaults, perturbation, (story, one) => {
        assert.deepStrictEqual(Played.violations(Played.perturbed(story, one)), [])
      })
    ))
})
