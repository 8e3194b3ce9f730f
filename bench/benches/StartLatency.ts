/**
 * From the submission of one Job to the start of its container, both on the disk, one Job at a time (B5).
 */
import type { Bench } from "../protocol/Bench.ts"
import * as Repetition from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Statistics from "../protocol/Statistics.ts"
import * as DurableJobs from "../workload/DurableJobs.ts"
import * as Peers from "../workload/Peers.ts"
import type { PromptQueue } from "../workload/Queue.ts"

/** A side, and the latencies of each of its runs, in milliseconds. */
interface Prompt {
  readonly side: Side.Side
  readonly rounds: Array<ReadonlyArray<number>>
}

const prompt = (name: string, queue: PromptQueue, times: number): Prompt => {
  const rounds: Array<ReadonlyArray<number>> = []
  const side = Side.timed(name, async () => {
    const latencies: Array<number> = []
    while (latencies.length < times) latencies.push(await queue.start())
    rounds.push(latencies)
    return { units: times, facts: `${times} started` }
  })
  return { side, rounds }
}

interface Wanted {
  readonly part: number
  readonly what: string
  readonly bar: Row.Bar
}

const wanted: ReadonlyArray<Wanted> = [
  { part: 0.5, what: "median", bar: { better: "less", floor: 1, goal: 0.6 } },
  { part: 0.99, what: "99 %", bar: { better: "less", floor: 1, goal: 0.6 } }
]

const millis = (values: ReadonlyArray<number>): string => `${Row.format(Statistics.median(values))} ms`

/** The rounds that count, each by a quantile. */
const latencies = ({ rounds }: Prompt, { rounds: counted }: Repetition.Settings, part: number) =>
  rounds.slice(-counted).map((values) => Statistics.quantile(values, part))

const beside = (ours: Prompt, theirs: Prompt, settings: Repetition.Settings) =>
  wanted.map(({ part, what, bar }): Row.Row => {
    const [left, right] = [latencies(ours, settings, part), latencies(theirs, settings, part)]
    return {
      what: `${what}, beside ${theirs.side.name}`,
      unit: "×",
      measured: Statistics.interval(left.map((value, round) => value / (right[round] ?? Number.NaN))),
      rounds: left.length,
      bar,
      detail: `ours ${millis(left)}, ${theirs.side.name} ${millis(right)}`
    }
  })

const alone = (ours: Prompt, settings: Repetition.Settings) =>
  wanted.map(({ part, what }): Row.Row => {
    const values = latencies(ours, settings, part)
    const measured = Statistics.interval(values)
    return { what, unit: "ms", measured, rounds: values.length, bar: undefined, detail: ours.side.name }
  })

const rows = async (settings: Repetition.Settings): Promise<ReadonlyArray<Row.Row>> => {
  const times = settings.quick ? 200 : 1000
  const queue = await DurableJobs.open()
  const peer = await Peers.bullMq()
  try {
    const ours = prompt("ours", queue, times)
    if (peer === undefined) {
      await Repetition.samples(ours.side, settings)
      return alone(ours, settings)
    }
    const theirs = prompt("BullMQ", peer, times)
    await Repetition.pairs([ours.side, theirs.side], settings)
    return [...beside(ours, theirs, settings), ...alone(ours, settings)]
  } finally {
    await queue.close()
    await peer?.close()
  }
}

export const StartLatency: Bench = {
  name: "latency",
  title: "From submission to start",
  needsPeers: true,
  workloads: {
    single: () =>
      Side.onNew("ours", DurableJobs.open, async (queue) => {
        for (let count = 0; count < 300; count += 1) await queue.start()
        return { units: 300, facts: "300 started" }
      })
  },
  rows
}
