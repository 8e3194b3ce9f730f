/**
 * Rehydration in memory (B2): the states of many small Jobs from their events, by us and by libraries for that.
 *
 * Emmett and castore fold with our own `evolve`, so the ratio shows what stands around the fold. All events are taken
 * in before; only the rehydration is timed.
 */
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Histories from "../workload/Histories.ts"
import * as Jobs from "../workload/Jobs.ts"

const bars: Readonly<Record<string, Row.Bar>> = {
  Emmett: { better: "more", floor: 1, goal: 3 },
  Castore: { better: "more", floor: 1, goal: 3 },
  XState: { better: "more", floor: 15, goal: 50 }
}

/** The peers are not installed for everybody, so neither the compiler nor the lint sees these files. */
const peer = async (name: string): Promise<Histories.Open> => {
  const loaded: unknown = await import(new URL(`../peers/${name}.ts`, import.meta.url).href)
  // Each file in `peers` exports `open`.
  return (loaded as { readonly open: Histories.Open }).open
}

const side = async (
  name: string,
  open: Histories.Open,
  histories: Histories.Histories
): Promise<Side.Side> => {
  const rehydrate = await open(histories)
  const units = histories.values().reduce((sum, events) => sum + events.length, 0)
  return Side.timed(name, async () => {
    const sum = { succeeded: 0, failed: 0 }
    await rehydrate(({ succeeded, failed }) => {
      sum.succeeded += succeeded
      sum.failed += failed
    })
    return { units, facts: `${sum.succeeded} Pods succeeded, ${sum.failed} failed` }
  })
}

const scenarios = [Jobs.onePod, Jobs.onePodAfterFailure]

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  const jobs = settings.quick ? 2000 : 10_000
  const measured: Array<Row.Row> = []
  for (const scenario of scenarios) {
    const histories = Histories.record(scenario, jobs)
    const length = histories.get("job/0")?.length ?? 0
    const ours = await side("ours", Histories.ours, histories)
    for (const [name, bar] of Object.entries(bars)) {
      const theirs = await side(name, await peer(name), histories)
      const what = `${name}, ${jobs} Jobs of ${length} events`
      measured.push(await Row.ratio(what, [ours, theirs], bar, settings))
    }
  }
  return measured
}

const oursOf = (scenario: (typeof scenarios)[number]) => () =>
  side("ours", Histories.ours, Histories.record(scenario, 10_000))

export const Rehydration: Bench = {
  name: "rehydration",
  title: "Rehydration in memory",
  needsPeers: true,
  workloads: { "one-pod": oursOf(Jobs.onePod), "after-failure": oursOf(Jobs.onePodAfterFailure) },
  rows
}
