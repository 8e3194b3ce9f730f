/**
 * What was lived by a controller, or told as facts, held to all laws.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert } from "vitest"
import type { Recorded } from "../../src/domain/event/Event.ts"
import * as Decider from "../../src/domain/job/Decider.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as JobStatus from "../../src/domain/projection/JobStatus.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../src/runtime/log/EventLog.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LawCheck from "../../src/runtime/log/LawCheck.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import * as Clock from "../domain/Clock.ts"
import type { Story } from "../domain/Told.ts"
import * as Played from "../properties/Played.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Regression from "./Regression.ts"

/** The records of the log so far, and its batches by their streams; it verifies and breaks no law. */
const verified = Effect.gen(function* () {
  const log = yield* EventLog
  const records = yield* Stream.runCollect(log.readAll(0))
  const check = LawCheck.start()
  const batches = new Map<string, Array<Decider.Batch>>()
  const verifier = Verification.start((closed) => {
    LawCheck.see(check, closed)
    batches.set(closed.stream, [...(batches.get(closed.stream) ?? []), closed.batch])
  })
  for (const record of records) assert.isUndefined(Verification.line(verifier, Jsonl.line(record)))
  assert.strictEqual(Verification.end(verifier)._tag, "Verified")
  assert.deepStrictEqual(check.breaks, [])
  return { records, batches: [...batches.values()] }
})

export const records = Effect.map(verified, (log) => log.records)

/** How often histories put the law of a regression to the test. */
const spoken = (id: string, histories: ReadonlyArray<ReadonlyArray<Decider.Batch>>): number => {
  const law = Regression.lawOf(Regression.find(id))
  return histories.reduce((times, batches) => times + (Laws.exercised(batches, [law])[law.name] ?? 0), 0)
}

/** The log so far did put it to the test. */
export const exercises = (id: string) =>
  Effect.map(verified, ({ batches }) => assert.isAbove(spoken(id, batches), 0, `of ${id}`))

export const history = Effect.map(records, (all) => all.map(({ event }) => event))

export const of = <T extends Recorded["_tag"]>(events: ReadonlyArray<Recorded>, tag: T) =>
  events.filter((event): event is Extract<Recorded, { readonly _tag: T }> => event._tag === tag)

/** How often something happened. */
export const count = (events: ReadonlyArray<Recorded>, tag: Recorded["_tag"]): number =>
  of(events, tag).length

/** The status of the Job called `demo`. */
export const status = Effect.flatMap(Jobs.Jobs, (jobs) => Effect.map(jobs.get(Lived.name), JobStatus.of))

/** The Job after facts that were told in this order; they break no law, and put that of a regression to the test. */
export const told = (id: string, ...story: ReadonlyArray<Story>) => {
  const batches: Array<Decider.Batch> = []
  const last = story.flat().reduce(
    (before, { at, facts }) => {
      const instant = at === undefined ? before.at : Clock.instant(at)
      const job = facts(instant, before.job).reduce((known, fact) => {
        const batch = Decider.decide(known, fact)
        if (batch.events.length > 0) batches.push(batch)
        return batch.job
      }, before.job)
      return { job, at: instant }
    },
    { job: Job.initialState, at: Clock.start }
  )
  assert.deepStrictEqual(Played.violations({ batches }), [])
  assert.isAbove(spoken(id, [batches]), 0)
  return { job: last.job, status: JobStatus.of(last.job) }
}
