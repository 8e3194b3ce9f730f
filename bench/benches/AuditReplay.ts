/**
 * Auditing finished work from its records (B1): units of work that were done one after the other, their log folded with
 * its checksums checked, and every decision in it taken again, beside the replay of as many activities by Temporal.
 */
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Audit from "../workload/Audit.ts"
import * as Logs from "../workload/Logs.ts"

/** A way to audit a log; gives how many units it holds. */
interface Way {
  readonly words: string
  readonly audit: (log: Logs.Log) => number
  readonly bar: Row.Bar
}

const folded: Way = {
  words: "folded, checksums checked",
  audit: Audit.foldChecked,
  bar: { better: "more", floor: 100, goal: 200 }
}

const verified: Way = {
  words: "every decision checked",
  audit: Audit.verify,
  bar: { better: "more", floor: 50, goal: 100 }
}

/** The peer is not installed for everybody, so neither the compiler nor the lint sees its file. */
const temporal = async (): Promise<Audit.Open> => {
  const loaded: unknown = await import(new URL("../peers/Temporal.ts", import.meta.url).href)
  // The file exports `open`.
  return (loaded as { readonly open: Audit.Open }).open
}

/** So many units in all, as many in each history. */
const ours = ({ audit }: Way, units: number, total: number): Side.Side => {
  const log = Logs.sequences(units, total / units)
  return Side.timed("ours", () => {
    const done = audit(log)
    return { units: done, facts: `${done} units` }
  })
}

const theirs = (peer: Audit.Peer): Side.Side =>
  Side.timed("Temporal", async () => {
    const done = await peer.replay()
    return { units: done, facts: `${done} units` }
  })

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  const total = settings.quick ? 1000 : 10_000
  const open = await temporal()
  const measured: Array<Row.Row> = []
  for (const units of [10, 100, 1000]) {
    const peer = await open(units, total / units)
    for (const way of [folded, verified]) {
      const sides = [ours(way, units, total), theirs(peer)] as const
      const what = `${total / units} × ${units} units, ${way.words}, Temporal's replay`
      measured.push(await Row.ratio(what, sides, way.bar, settings))
    }
    await peer.close()
  }
  return measured
}

export const AuditReplay: Bench = {
  name: "audit",
  title: "Auditing finished work",
  needsPeers: true,
  workloads: { fold: () => ours(folded, 100, 10_000), verify: () => ours(verified, 100, 10_000) },
  rows
}
