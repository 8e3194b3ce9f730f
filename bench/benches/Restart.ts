/**
 * Restarting the controller of a store of a million events (B10), with and without the states of its Jobs, and looking
 * at so many Jobs.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as StorePath from "../../src/adapters/cli/StorePath.ts"
import * as SqliteEventLog from "../../src/adapters/sqlite/SqliteEventLog.ts"
import * as FieldSupport from "../../src/domain/manifest/FieldSupport.ts"
import * as ContainerSpec from "../../src/domain/pod/ContainerSpec.ts"
import { ContainerRuntime } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Controller from "../../src/runtime/control/Controller.ts"
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Programs from "../workload/Programs.ts"
import * as Stores from "../workload/Stores.ts"

const words = { small: "Jobs of one Pod, every second fails once", giant: "1 Indexed Job, 1000 at once" }
const names = ["small", "giant"] as const

const million = 1_000_000
const tail = 10_000

/** A runtime that takes everything, and says nothing. A controller asks it for its list as soon as it is ready. */
const runtime = (ready: Deferred.Deferred<void>) =>
  Layer.succeed(ContainerRuntime, {
    support: FieldSupport.everything,
    place: ContainerSpec.here,
    attach: () => Stream.never,
    list: Effect.andThen(Deferred.succeed(ready, undefined), Effect.never),
    start: () => Effect.void,
    stop: () => Effect.void,
    remove: () => Effect.void,
    logs: () => Stream.empty
  })

/** From opening the store until the controller knows its Jobs, and has seen to their Pods and timers. */
const restart = Effect.fnUntraced(function* (directory: string) {
  const ready = yield* Deferred.make<void>()
  const log = SqliteEventLog.layer({ path: StorePath.database(directory) })
  // Without slots nothing is granted, so that the store stays as it is, but for the epochs.
  const control = Effect.provide(Controller.run({ slots: 0 }), Layer.merge(log, runtime(ready)))
  yield* Effect.raceFirst(control, Deferred.await(ready))
})

const restarting = (name: string, { directory, events }: Stores.Made): Side.Side =>
  Side.timed(name, async () => {
    await Effect.runPromise(restart(directory))
    return { units: events, facts: `${events} events` }
  })

const secondsOfMillion = (sample: Side.Sample): number => million / Side.rate(sample)

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  const events = settings.quick ? million / 10 : million
  const measured: Array<Row.Row> = []
  for (const name of names) {
    const without = restarting("without", Stores.make({ name, events }))
    const kept = restarting("with", Stores.make({ name, events, tail }))
    const full: Row.Rate = {
      what: `a million events, no states, ${words[name]}`,
      unit: "s",
      bar: { better: "less", floor: 4, goal: 2 },
      of: secondsOfMillion
    }
    measured.push(...(await Row.rates(without, [full], settings)))
    const what = `${events} events, states but for the last ${tail}, ${words[name]}`
    const bar = settings.quick ? undefined : ({ better: "more", floor: 4, goal: 10 } as const)
    measured.push(await Row.ratio(what, [kept, without], bar, settings))
  }
  return [...measured, ...(await looking(events, settings))]
}

/** The command as it is published, from its start to its end. */
const looking = async (events: number, settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  Programs.build()
  const sides = [undefined, 0].map((kept) => {
    const store = Stores.make({ name: "small", events, ...(kept === undefined ? {} : { tail: kept }) })
    return { store, side: Programs.side(Programs.jobledger("get", "jobs", "--store", store.directory)) }
  })
  const measured: Array<Row.Row> = []
  for (const [position, { store, side }] of sides.entries()) {
    const states = position === 0 ? "no states" : "states"
    const what = `get jobs, ${store.jobs} finished Jobs, ${states}`
    const wanted: Row.Rate = { what, unit: "s", bar: undefined, of: (sample) => 1 / Side.rate(sample) }
    measured.push(...(await Row.rates(side, [wanted], settings)))
  }
  return measured
}

export const Restart: Bench = {
  name: "restart",
  title: "Restarting on a large store",
  needsPeers: false,
  workloads: {
    "restart-full": () => restarting("ours", Stores.make({ name: "small", events: million / 10 })),
    "restart-kept": () => restarting("ours", Stores.make({ name: "small", events: million / 10, tail }))
  },
  rows
}
