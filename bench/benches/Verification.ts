/**
 * Reading a log of a million events back: verifying it (B14), and folding one that is trusted (the full replay of B10).
 */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import type { Bench } from "../protocol/Bench.ts"
import * as Repetition from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Statistics from "../protocol/Statistics.ts"
import * as Audit from "../workload/Audit.ts"
import * as Logs from "../workload/Logs.ts"

const words = { small: "Jobs of one Pod, every second fails once", giant: "1 Indexed Job, 1000 at once" }
const names = ["small", "giant"] as const
type Name = (typeof names)[number]

const million = 1_000_000

const done = ({ events }: Logs.Log): Side.Done => ({ units: events, facts: `${events} events` })

type Way = (log: Logs.Log) => number

const going = (log: Logs.Log, way: Way): Side.Side =>
  Side.timed("ours", () => {
    way(log)
    return done(log)
  })

/** Hashes the bytes of the file, in a process of its own. */
const hashing = (log: Logs.Log): Side.Side =>
  Side.timed("sha256sum", async () => {
    await promisify(execFile)("sha256sum", [log.path])
    return done(log)
  })

const bars: Readonly<Record<"verified" | "folded", Row.Bar>> = {
  verified: { better: "more", floor: 250_000, goal: 600_000 },
  folded: { better: "less", floor: 4, goal: 2 }
}

const verified = async (
  name: Name,
  log: Logs.Log,
  settings: Repetition.Settings
): Promise<ReadonlyArray<Row.Row>> => {
  const pairs = await Repetition.pairs([going(log, Audit.verify), hashing(log)], settings)
  const row = (what: string, unit: string, bar: Row.Bar | undefined, values: ReadonlyArray<number>) => ({
    what: `${what}, ${words[name]}`,
    unit,
    measured: Statistics.interval(values),
    rounds: pairs.length,
    bar,
    detail: pairs[0]?.[0].facts ?? ""
  })
  const ours = pairs.map(([sample]) => Side.rate(sample))
  const theirs = pairs.map(([, sample]) => Side.rate(sample))
  return [
    row("verified", "events/s", bars.verified, ours),
    row("sha256sum of the file", "events/s", undefined, theirs)
  ]
}

const secondsOfMillion = (sample: Side.Sample): number => million / Side.rate(sample)

const rows = async (settings: Repetition.Settings): Promise<ReadonlyArray<Row.Row>> => {
  const measured: Array<Row.Row> = []
  for (const name of names) {
    const log = Logs.write(name, settings.quick ? million / 10 : million)
    measured.push(...(await verified(name, log, settings)))
    const what = `a million events folded, ${words[name]}`
    const wanted: Row.Rate = { what, unit: "s", bar: bars.folded, of: secondsOfMillion }
    measured.push(...(await Row.rates(going(log, Audit.fold), [wanted], settings)))
  }
  return measured
}

const workloads = Object.fromEntries(
  names.flatMap((name) => [
    [`verify-${name}`, () => going(Logs.write(name, million / 10), Audit.verify)],
    [`fold-${name}`, () => going(Logs.write(name, million / 10), Audit.fold)]
  ])
)

export const VerificationBench: Bench = {
  name: "verification",
  title: "Verifying and folding a log",
  needsPeers: false,
  workloads,
  rows
}
