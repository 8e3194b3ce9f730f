/**
 * One giant Job from its creation to its completion (the part of B9 without a disk).
 */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as Schema from "effect/Schema"
import type { Bench } from "../protocol/Bench.ts"
import type * as Repetition from "../protocol/Repetition.ts"
import type * as Row from "../protocol/Row.ts"
import type * as Side from "../protocol/Side.ts"
import * as Statistics from "../protocol/Statistics.ts"

const Measured = Schema.fromJsonString(
  Schema.Struct({
    events: Schema.Int,
    outcome: Schema.String,
    millis: Schema.Number,
    cpuMillis: Schema.Number,
    peakBytes: Schema.Int
  })
)
type Measured = typeof Measured.Type

const nothing: Measured = { events: 0, outcome: "", millis: 0, cpuMillis: 0, peakBytes: 0 }

const parallelism = 1000
const program = fileURLToPath(new URL("../workload/GiantJob.ts", import.meta.url))

const play = async (completions: number): Promise<Measured> => {
  const args = [program, String(completions), String(parallelism)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return Schema.decodeUnknownSync(Measured)(stdout)
}

const side = (completions: number): Side.Side => ({
  name: `${completions} completions`,
  run: async () => {
    const { events, outcome, millis, cpuMillis } = await play(completions)
    return { units: events, facts: outcome, millis, cpuMillis }
  }
})

const bars: Readonly<Record<"seconds" | "megabytes", Row.Bar>> = {
  seconds: { better: "less", floor: 60, goal: 20 },
  megabytes: { better: "less", floor: 1500, goal: 600 }
}

const rows = async (settings: Repetition.Settings): Promise<ReadonlyArray<Row.Row>> => {
  const completions = 1_000_000
  // Each play has a process of its own, so nothing of one warms up the next.
  const rounds = settings.quick ? 1 : settings.rounds
  const runs: Array<Measured> = []
  for (let round = 0; round < rounds; round++) runs.push(await play(completions))
  const { events, outcome } = runs[0] ?? nothing
  const row = (
    what: string,
    unit: string,
    bar: Row.Bar | undefined,
    of: (run: Measured) => number
  ): Row.Row => ({
    what,
    unit,
    measured: Statistics.interval(runs.map(of)),
    rounds,
    bar,
    detail: `${outcome}; ${events} events`
  })
  const what = `${completions} completions, ${parallelism} at once`
  return [
    row(`${what}: wall time`, "s", bars.seconds, ({ millis }) => millis / 1000),
    row(`${what}: CPU time`, "s", undefined, ({ cpuMillis }) => cpuMillis / 1000),
    row(`${what}: peak memory (RSS)`, "MB", bars.megabytes, ({ peakBytes }) => peakBytes / 1e6)
  ]
}

export const GiantJob: Bench = {
  name: "giant",
  title: "One Job of a million completions, in memory",
  needsPeers: false,
  workloads: { "one-tenth": () => side(100_000) },
  rows
}
