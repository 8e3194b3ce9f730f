/**
 * What an event costs, by the size of its Job (B8). The measure of one size is the measure of the other: Jobs of a
 * hundred completions are played until as many Pods ran, up to a hundred thousand.
 */
import * as Evolve from "../../src/domain/job/Evolve.ts"
import * as Job from "../../src/domain/job/Job.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Jobs from "../workload/Jobs.ts"
import * as Play from "../workload/Play.ts"

const podsMax = 100_000
const small = 100

interface Load {
  readonly job: (completions: number, parallelism: number) => Scenario
  readonly completions: number
  readonly parallelism: number
  readonly options: Play.Options
}

const complete = (job: Job.Job, completions: number): void => {
  if (!Job.isFinished(job) || Job.succeeded(job) !== completions) throw new Error(Play.outcome(job))
}

const playing = ({ job: scenario, completions, parallelism, options }: Load, pods: number): Side.Side => {
  const prepared = Play.prepare(scenario(completions, parallelism))
  const times = Math.max(1, Math.round(Math.min(pods, podsMax) / completions))
  return Side.timed(`10^${Math.log10(completions)}`, () => {
    let units = 0
    for (let time = 0; time < times; time++) {
      const { job, events } = Play.play(prepared, options)
      complete(job, completions)
      units += events
    }
    return { units, facts: "all complete" }
  })
}

/** The recorded events of one play, folded. */
const folding = ({ job, completions, parallelism, options }: Load, pods: number): Side.Side => {
  const events = Play.history(Play.prepare(job(completions, parallelism)), options)
  const times = Math.max(1, Math.round(Math.min(pods, podsMax) / completions))
  return Side.timed(`10^${Math.log10(completions)}`, () => {
    for (let time = 0; time < times; time++) complete(Evolve.replay(events), completions)
    return { units: events.length * times, facts: "all complete" }
  })
}

type Form = (load: Load, pods: number) => Side.Side

const bars: Readonly<Record<number, Row.Bar>> = {
  100_000: { better: "less", floor: 1.5, goal: 1.25 },
  1_000_000: { better: "less", floor: 1.5, goal: 1.25 }
}

const compare = (what: string, form: Form, load: Load, settings: Settings): Promise<Row.Row> => {
  const { completions, parallelism } = load
  const base = form({ ...load, completions: small }, completions)
  const words = `${what}, 10^${Math.log10(completions)} completions, ${parallelism} at once`
  return Row.ratio(words, [base, form(load, completions)], bars[completions], settings)
}

const inOrder: Play.Options = {}
/** Runs take between one and a hundred seconds, so Pods of one instant end far apart. */
const atRandom: Play.Options = { scatterMillis: 99_000 }

const plain = (completions: number, parallelism: number, options: Play.Options): Load => ({
  job: Jobs.indexed,
  completions,
  parallelism,
  options
})

const sizes = (settings: Settings): ReadonlyArray<number> =>
  settings.quick ? [1000, 10_000, 100_000] : [1000, 10_000, 100_000, 1_000_000]

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  const measured: Array<Row.Row> = []
  for (const parallelism of [100, 1000]) {
    for (const completions of sizes(settings)) {
      measured.push(await compare("played", playing, plain(completions, parallelism, inOrder), settings))
    }
  }
  for (const completions of sizes(settings)) {
    const load = { job: Jobs.withPolicies, completions, parallelism: 100, options: inOrder }
    measured.push(await compare("played, every policy on", playing, load, settings))
  }
  const others: ReadonlyArray<readonly [string, Form, Load]> = [
    ["played, ends at random", playing, plain(100_000, 1000, atRandom)],
    ["played, ends at random", playing, plain(100_000, 100_000, atRandom)],
    ["folded", folding, plain(100_000, 1000, inOrder)],
    ["folded, ends at random", folding, plain(100_000, 1000, atRandom)]
  ]
  for (const [what, form, load] of others) measured.push(await compare(what, form, load, settings))
  return measured
}

const load = (completions: number, options: Play.Options): Load =>
  plain(completions, Math.min(1000, completions), options)

export const CostPerEvent: Bench = {
  name: "cost",
  title: "Cost of an event, by the size of its Job",
  needsPeers: false,
  workloads: {
    small: () => playing(load(small, inOrder), 10_000),
    large: () => playing(load(podsMax, inOrder), podsMax),
    policies: () =>
      playing({ job: Jobs.withPolicies, completions: podsMax, parallelism: 100, options: inOrder }, podsMax),
    random: () => playing(plain(podsMax, podsMax, atRandom), podsMax),
    fold: () => folding(load(podsMax, inOrder), podsMax)
  },
  rows
}
