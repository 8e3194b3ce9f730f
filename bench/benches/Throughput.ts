/**
 * How many random histories a second the whole control plane plays, its laws checked after every batch (B12).
 *
 * Scenarios are drawn beforehand; drawing them is measured by itself.
 */
import * as Result from "effect/Result"
import * as fc from "fast-check"
import * as Law from "../../src/domain/law/Law.ts"
import * as Laws from "../../src/domain/law/Laws.ts"
import type { Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../src/runtime/simulation/Simulation.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"

const histories = 2000
const seed = 1

const draw = (numRuns = histories): ReadonlyArray<Scenario> =>
  fc.sample(ScenarioArbitrary.scenario, { numRuns, seed })

type Watch = ReturnType<typeof Laws.watch>

/** Plays one scenario, watched batch by batch, and gives how many events it took. */
const play = (scenario: Scenario, watch: Watch | undefined): number => {
  let events = 0
  let watched = Laws.initialState
  const played = Simulation.run(scenario, {
    batch: (batch) => {
      events += batch.events.length
      if (watch !== undefined) watched = watch(watched, batch)
    },
    rejected: () => undefined
  })
  if (Result.isFailure(played)) throw new Error(JSON.stringify(played.failure.errors))
  if (watched.violations.length > 0) throw new Error(watched.violations.map(Law.render).join("; "))
  return events
}

const playAll = (scenarios: ReadonlyArray<Scenario>, watch: Watch | undefined): number =>
  scenarios.reduce((sum, scenario) => sum + play(scenario, watch), 0)

type Checked = "all" | "quick" | "none"

/** Scenarios as they are drawn, or the longest of many: what a history costs before its first event weighs less. */
type Length = "drawn" | "long"

const longest = (): ReadonlyArray<Scenario> =>
  draw(histories * 6)
    .map((scenario) => ({ scenario, events: play(scenario, undefined) }))
    .toSorted((left, right) => right.events - left.events)
    .slice(0, histories)
    .map(({ scenario }) => scenario)

const scenariosOf = (length: Length): ReadonlyArray<Scenario> => (length === "long" ? longest() : draw())

const watches: Readonly<Record<Checked, Watch | undefined>> = {
  all: Laws.watch(Laws.all),
  quick: Laws.watch(Laws.quick),
  none: undefined
}

const playing = (checked: Checked, length: Length): Side.Side => {
  const scenarios = scenariosOf(length)
  return Side.timed("playing", () => {
    const units = playAll(scenarios, watches[checked])
    return { units, facts: `${histories} scenarios, ${(units / histories).toFixed(1)} events each` }
  })
}

const generating: Side.Side = Side.timed("generating", () => ({
  units: draw().length,
  facts: `${histories} scenarios`
}))

const event = fc.record({ at: fc.nat(), ordinal: fc.nat(100), tag: fc.constantFrom("a", "b", "c") })

/** What fast-check alone takes for histories of such a length. */
const generatingArrays: Side.Side = Side.timed("arrays", () => ({
  units: fc.sample(fc.array(event, { maxLength: 100, size: "max" }), { numRuns: histories, seed }).length,
  facts: `${histories} arrays of at most 100 small records`
}))

const says: Readonly<Record<Checked, string>> = {
  all: `all ${Laws.all.length} laws checked`,
  quick: `the ${Laws.quick.length} quick laws checked`,
  none: "nothing checked"
}

const played = async (
  settings: Settings,
  checked: Checked,
  length: Length
): Promise<ReadonlyArray<Row.Row>> => {
  const side = playing(checked, length)
  const events = playAll(scenariosOf(length), undefined)
  const words = `${says[checked]}${length === "long" ? ", the longest sixth" : ""}`
  const wanted: ReadonlyArray<Row.Rate> = [
    {
      what: `histories played, ${words}, per core`,
      unit: "histories/s",
      bar: checked !== "none" ? { better: "more", floor: 5000, goal: 20_000 } : undefined,
      of: (sample) => (Side.ratePerCore(sample) * histories) / events
    },
    {
      what: `events, ${words}, per core`,
      unit: "events/s",
      bar: checked !== "none" ? { better: "more", floor: 300_000, goal: 1_000_000 } : undefined,
      of: Side.ratePerCore
    },
    { what: `events, ${words}, by the clock`, unit: "events/s", bar: undefined, of: Side.rate }
  ]
  return Row.rates(side, wanted, settings)
}

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => [
  ...(await played(settings, "all", "drawn")),
  ...(await played(settings, "all", "long")),
  ...(await played(settings, "quick", "drawn")),
  ...(await played(settings, "quick", "long")),
  ...(await played(settings, "none", "drawn")),
  ...(await Row.rates(
    generating,
    [{ what: "scenarios drawn", unit: "scenarios/s", bar: undefined, of: Side.rate }],
    settings
  )),
  ...(await Row.rates(
    generatingArrays,
    [{ what: "fast-check alone, arrays drawn", unit: "arrays/s", bar: undefined, of: Side.rate }],
    settings
  ))
]

export const Throughput: Bench = {
  name: "simulation",
  title: "Random histories a second",
  needsPeers: false,
  workloads: {
    checked: () => playing("all", "drawn"),
    quick: () => playing("quick", "drawn"),
    unchecked: () => playing("none", "drawn"),
    generating: () => generating
  },
  rows
}
