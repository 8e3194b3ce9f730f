/**
 * Short processes, two at once: ours with a durable log of every decision and the exit code of each, beside programs
 * that run commands (B6a, B6c); the same with much memory alive in the controller (B6b); and for how long the
 * controller's event loop stood still meanwhile (B6d).
 */
import { monitorEventLoopDelay } from "node:perf_hooks"
import * as Spawners from "../peers/Spawners.ts"
import type { Bench } from "../protocol/Bench.ts"
import * as Repetition from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Statistics from "../protocol/Statistics.ts"
import * as Ballast from "../workload/Ballast.ts"
import * as LiveStore from "../workload/LiveStore.ts"
import * as NoOp from "../workload/NoOp.ts"

type Command = ReadonlyArray<string>

/** What is run, how it is called in the table, and how often. */
interface Work {
  readonly name: string
  readonly command: Command
  readonly times: number
}

const bars: Readonly<Record<string, Row.Bar>> = {
  xargs: { better: "more", floor: 0.3, goal: 0.6 },
  parallel: { better: "more", floor: 3, goal: 8 },
  tsp: { better: "more", floor: 2, goal: 5 }
}

const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

const ours = (store: LiveStore.LiveStore, { command, times }: Work): Side.Side =>
  Spawners.side("ours", store.run, command, times)

const besides = async (
  store: LiveStore.LiveStore,
  work: Work,
  settings: Repetition.Settings
): Promise<ReadonlyArray<Row.Row>> => {
  const rows: Array<Row.Row> = []
  for (const [name, bar] of Object.entries(bars)) {
    const peer = Spawners.onMachine(name, work.command, work.times)
    const what = `${work.times} × ${work.name}, ${name}`
    if (peer === undefined) say(`${what}: left out, ${name} is not installed`)
    else rows.push(await Row.ratio(what, [ours(store, work), peer], bar, settings))
  }
  return rows
}

const sleeps = (store: LiveStore.LiveStore, settings: Repetition.Settings): Promise<Row.Row> => {
  const work = { name: "sleep 0.05", command: ["/bin/sleep", "0.05"], times: 200 }
  const xargs = Spawners.onMachine("xargs", work.command, work.times)
  if (xargs === undefined) throw new Error("xargs is not installed")
  const bar = { better: "less", floor: 1.03, goal: 1 } as const
  return Row.ratio(`${work.times} × ${work.name}, xargs: time`, [xargs, ours(store, work)], bar, settings)
}

const ballastBytes = 1e9

/** The work, and with each run for how long the event loop stood still, in milliseconds: the longest stall in a thousand. */
const observed = ({ name, run }: Side.Side, stalls: Array<number>): Side.Side => ({
  name,
  run: async () => {
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    const sample = await run()
    histogram.disable()
    stalls.push(histogram.percentile(99.9) / 1e6)
    return sample
  }
})

/** The work by itself, then with so much memory alive, which takes too long to make for doing it in turn. */
const laden = async (
  store: LiveStore.LiveStore,
  work: Work,
  settings: Repetition.Settings
): Promise<ReadonlyArray<Row.Row>> => {
  const stalls: Array<number> = []
  const side = observed(ours(store, work), stalls)
  const alone = await Repetition.samples(side, settings)
  const ballast = Ballast.make(ballastBytes)
  const with1GB = await Repetition.samples(side, settings)
  if (ballast.buffers.length === 0) throw new Error("there was no ballast")
  const rateOf = (samples: ReadonlyArray<Side.Sample>) =>
    Row.format(Statistics.median(samples.map(Side.rate)))
  const ratios = with1GB.map((sample, round) => Side.rate(sample) / Side.rate(alone[round] ?? sample))
  const what = `${work.times} × ${work.name}`
  return [
    {
      what: `${what}: the rate with 1 GB alive in the controller`,
      unit: "×",
      measured: Statistics.interval(ratios),
      rounds: settings.rounds,
      bar: { better: "more", floor: 0.8, goal: 0.95 },
      detail: `${rateOf(with1GB)}/s, without ${rateOf(alone)}/s`
    },
    {
      what: `${what}, with and without 1 GB: longest stall of the controller's event loop, 99.9 %`,
      unit: "ms",
      measured: Statistics.interval(stalls),
      rounds: stalls.length,
      bar: { better: "less", floor: 10, goal: 3 },
      detail: `the longest in any run ${Row.format(Math.max(...stalls))} ms`
    }
  ]
}

const noop = 4000
const dynamic = 2000

const worksOf = ({ quick }: Repetition.Settings): readonly [Work, ...ReadonlyArray<Work>] => {
  const part = quick ? 10 : 1
  const bin = { name: "/bin/true", command: ["/bin/true"], times: dynamic / part }
  const path = NoOp.compiled()
  if (path !== undefined) return [{ name: "a static no-op", command: [path], times: noop / part }, bin]
  say("a static no-op: left out, no C compiler makes one")
  return [bin]
}

const rows = (settings: Repetition.Settings): Promise<ReadonlyArray<Row.Row>> =>
  LiveStore.use(async (store) => {
    const works = worksOf(settings)
    const all: Array<Row.Row> = []
    for (const work of works) all.push(...(await besides(store, work, settings)))
    all.push(await sleeps(store, settings))
    all.push(...(await laden(store, works[0], settings)))
    return all
  })

export const Processes: Bench = {
  name: "processes",
  title: "Short processes",
  needsPeers: false,
  workloads: {
    true: () => ({
      name: "ours",
      run: () =>
        LiveStore.use(async (store) => {
          const work = { name: "/bin/true", command: ["/bin/true"], times: 300 }
          // The first process waits for the keeper to start.
          await store.run(work.command, 1)
          return ours(store, work).run()
        })
    })
  },
  rows
}
