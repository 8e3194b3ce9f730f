/**
 * Reading a log of a million events back: verifying it (B14), and folding one that is trusted (the full replay of B10).
 */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import * as Result from "effect/Result"
import * as Ledger from "../../src/runtime/control/Ledger.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import type { Bench } from "../protocol/Bench.ts"
import * as Repetition from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Statistics from "../protocol/Statistics.ts"
import * as Logs from "../workload/Logs.ts"

const words = { small: "Jobs of one Pod, every second fails once", giant: "1 Indexed Job, 1000 at once" }
const names = ["small", "giant"] as const
type Name = (typeof names)[number]

const million = 1_000_000

const done = ({ events }: Logs.Log): Side.Done => ({ units: events, facts: `${events} events` })

const verifying = (log: Logs.Log): Side.Side =>
  Side.timed("ours", () => {
    const verifier = Verification.start()
    Logs.eachLine(log, (line) => {
      const finding = Verification.line(verifier, line)
      if (finding !== undefined) throw new Error(JSON.stringify(finding))
    })
    const report = Verification.end(verifier)
    if (report._tag !== "Verified") throw new Error(JSON.stringify(report))
    return done({ ...log, events: report.head.seq })
  })

/** Hashes the bytes of the file, in a process of its own. */
const hashing = (log: Logs.Log): Side.Side =>
  Side.timed("sha256sum", async () => {
    await promisify(execFile)("sha256sum", [log.path])
    return done(log)
  })

/** What a controller does with its store before it is ready; nothing is hashed or decided. */
const folding = (log: Logs.Log): Side.Side =>
  Side.timed("ours", () => {
    const ledger = Ledger.make()
    let events = 0
    Logs.eachLine(log, (line) => {
      if (Ledger.take(ledger, Result.getOrThrow(Jsonl.parse(line)))) events += 1
    })
    return done({ ...log, events })
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
  const pairs = await Repetition.pairs([verifying(log), hashing(log)], settings)
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
    measured.push(...(await Row.rates(folding(log), [wanted], settings)))
  }
  return measured
}

const workloads = Object.fromEntries(
  names.flatMap((name) => [
    [`verify-${name}`, () => verifying(Logs.write(name, million / 10))],
    [`fold-${name}`, () => folding(Logs.write(name, million / 10))]
  ])
)

export const VerificationBench: Bench = {
  name: "verification",
  title: "Verifying and folding a log",
  needsPeers: false,
  workloads,
  rows
}
