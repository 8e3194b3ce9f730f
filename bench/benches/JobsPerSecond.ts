/**
 * Jobs of one Pod that does nothing, from their submission to their completion, every step on the disk (B4), beside
 * queues that are as durable.
 */
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as DurableJobs from "../workload/DurableJobs.ts"
import * as Peers from "../workload/Peers.ts"
import type { Queue } from "../workload/Queue.ts"

const side = (name: string, jobs: number, open: () => Promise<Queue>): Side.Side =>
  Side.onNew(name, open, async (queue) => ({
    units: jobs,
    facts: `${await queue.run(jobs)} succeeded`
  }))

const ours = (jobs: number): Side.Side => side("ours", jobs, DurableJobs.open)

const bars: Readonly<Record<Peers.Name, Row.Bar>> = {
  "BullMQ, 100 at once": { better: "more", floor: 3, goal: 5 },
  "Graphile Worker, 500 at once": { better: "more", floor: 1, goal: 2 },
  "Graphile Worker, 24 at once": { better: "more", floor: 8, goal: 20 },
  "pg-boss, 500 at once": { better: "more", floor: 1, goal: 2 }
}

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  const jobs = settings.quick ? 5000 : 30_000
  const measured: Array<Row.Row> = []
  const peers = await Peers.open()
  try {
    for (const { name, open } of peers.queues) {
      const theirs = side(name, jobs, open)
      measured.push(await Row.ratio(`${jobs} Jobs, ${name}`, [ours(jobs), theirs], bars[name], settings))
    }
  } finally {
    await peers.close()
  }
  const alone: Row.Rate = { what: `${jobs} Jobs, ours alone`, unit: "Jobs/s", bar: undefined, of: Side.rate }
  return [...measured, ...(await Row.rates(ours(jobs), [alone], settings))]
}

export const JobsPerSecond: Bench = {
  name: "jobs",
  title: "Durable Jobs a second",
  needsPeers: true,
  workloads: { "one-pod": () => ours(5000) },
  rows
}
