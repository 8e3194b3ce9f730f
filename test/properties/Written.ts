/**
 * The log of one Job, as the lines that are written of it.
 */
import { hash } from "node:crypto"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import type { Event } from "../../src/domain/event/Event.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as History from "../../src/testing/History.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"

export type Batches = ReadonlyArray<ReadonlyArray<Event>>

/** With a chain that fits whatever is in it. */
export const lines = (batches: Batches): ReadonlyArray<string> => {
  const all: Array<string> = []
  const created = batches[0]?.[0]
  const stream = LogHead.jobStream(created?._tag === "JobCreated" ? created.metadata.uid : "")
  batches.reduce(
    ({ head, version }, events) => {
      const records = LogHead.records(head, stream, version, events)
      all.push(...records.map(Jsonl.line))
      return { head: LogHead.after(head, records), version: version + events.length }
    },
    { head: LogHead.empty, version: 0 }
  )
  return all
}

/** What one seed leads to: so many random scenarios. */
export interface Seed {
  readonly seed: number
  readonly runs: number
}

/** The SHA-256 of the log of each of them. */
export const digests = ({ seed, runs }: Seed): ReadonlyArray<string> =>
  fc.sample(ScenarioArbitrary.scenario, { seed, numRuns: runs }).map((story) => {
    const { batches } = Result.getOrThrow(History.play(story))
    return hash("sha256", lines(batches.map(({ events }) => events)).join("\n"))
  })
