/**
 * What the conformance kit of the event log appends, and what it says of what it reads.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { assert } from "vitest"
import type { Event } from "../domain/event/Event.ts"
import type { Job } from "../domain/job/Job.ts"
import * as Chain from "../runtime/log/Chain.ts"
import { EventLog, type StreamBatch } from "../runtime/log/EventLog.ts"
import type { HashedRecord } from "../runtime/log/Jsonl.ts"
import * as LogHead from "../runtime/log/LogHead.ts"
import * as Scenario from "../runtime/simulation/Scenario.ts"
import * as Simulation from "../runtime/simulation/Simulation.ts"

/** A Job of three indexes: one fails once, and the user suspends and resumes it. */
const storyOf = (name: string, spec: Schema.JsonObject) => ({
  manifest: {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: {
      completions: 3,
      parallelism: 2,
      completionMode: "Indexed",
      ...spec,
      template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
    }
  },
  pods: [{ match: { index: 1, attempt: 0 }, exitCode: 1 }, { runFor: "5s" }],
  commands: [
    { at: "4s", patch: { spec: { suspend: true } } },
    { at: "20s", patch: { spec: { suspend: false } } }
  ]
})

/** A batch, and the Job after it. */
export interface Lived extends StreamBatch {
  readonly job: Job
}

/** Its time to live runs out. */
const limited = { ttlSecondsAfterFinished: 30 }

export const story = storyOf("demo", limited)

/** A Job's whole life by a scenario, batch by batch, as a controller would append it. */
export const lived = (scenario: unknown): ReadonlyArray<Lived> => {
  const batches: Array<Lived> = []
  let expectedVersion = 0
  Result.getOrThrow(
    Simulation.run(Result.getOrThrow(Scenario.decode(scenario)), {
      batch: ({ events, job }) => {
        batches.push({ stream: LogHead.jobStream(job.metadata.uid), expectedVersion, events, job })
        expectedVersion += events.length
      },
      rejected: () => undefined
    })
  )
  return batches
}

/** That of the story. */
export const life = (name = "demo", spec: Schema.JsonObject = limited): ReadonlyArray<Lived> =>
  lived(storyOf(name, spec))

/** So many events that nothing follows from. */
export const elapsed = (count: number, at = 0): ReadonlyArray<Event> =>
  Array.from({ length: count }, (_, position) => ({ _tag: "BackoffElapsed", at: at + position }))

export const batch = (
  stream: string,
  expectedVersion: number,
  events: ReadonlyArray<Event>
): StreamBatch => ({ stream, expectedVersion, events })

export const all = Effect.gen(function* () {
  const log = yield* EventLog
  return yield* Stream.runCollect(log.readAll(0))
})

/** The records are a whole log: numbered without a gap, each stream too, and chained. */
export const assertWhole = (records: ReadonlyArray<HashedRecord>): void => {
  const versions = new Map<string, number>()
  let { hash, seq } = LogHead.empty
  for (const record of records) {
    const version = (versions.get(record.stream) ?? 0) + 1
    versions.set(record.stream, version)
    hash = Chain.next(hash, record.text)
    seq += 1
    assert.deepStrictEqual(
      [record.seq, record.version, record.hash],
      [seq, version, hash],
      `record ${seq}, of ${record.stream}`
    )
  }
}
