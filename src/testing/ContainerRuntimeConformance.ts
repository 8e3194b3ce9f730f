/**
 * What a `ContainerRuntime` promises, whatever runs its containers. An adapter's test is a call of
 * `containerRuntimeConformance` with its layer and with how it is asked to do things. It runs on vitest, which is a peer
 * dependency of this entry alone.
 */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { describe, it } from "vitest"
import type { ContainerSpec } from "../domain/pod/ContainerSpec.ts"
import type { ContainerRuntime } from "../runtime/container/ContainerRuntime.ts"
import type * as ContainerAbilities from "./container/Abilities.ts"
import * as ControllerPromises from "./container/ControllerPromises.ts"
import * as LogPromises from "./container/LogPromises.ts"
import * as RunPromises from "./container/RunPromises.ts"
import * as SupportPromises from "./container/SupportPromises.ts"
import type { Test, TestOf } from "./container/Witness.ts"

/** How a runtime is asked to do things: containers that behave as said, and how to let time pass. */
export type Abilities = ContainerAbilities.Abilities

const promises: Readonly<Record<string, Test>> = {
  "runs a key once, however often it is asked (P7)": RunPromises.runsAKeyOnce,
  "tells exit codes, Completed or Error (LC-14)": RunPromises.tellsExitCodes,
  "tells how SIGTERM ended a run: 143, or its own code (LC-15)": RunPromises.tellsSignals,
  "tells what could not be started: 128, StartError, and why in the log (LC-14)":
    RunPromises.tellsWhatCannotStart,
  "never runs what was stopped before it started: 137, ContainerStatusUnknown (LC-55)":
    RunPromises.stopsBeforeStart,
  "kills at killAt what ignores SIGTERM, two seconds after it at the earliest (LC-51)": RunPromises.escalates,
  "lets a later stop bring killAt forward and never back": RunPromises.bringsForward,
  "runs several containers of one Pod at once, and ends each by itself (LC-42, LC-52)":
    RunPromises.keepsContainersApart,
  "tells who attaches all that was not removed, then what happens": ControllerPromises.tellsALaterController,
  "refuses a lower epoch whatever it asks (store rule (e))": ControllerPromises.refusesALowerEpoch,
  "tells a controller that a later one has taken over": ControllerPromises.supersedes,
  "forgets a removed Pod, ends what is left of it, runs it never again, keeps its logs":
    ControllerPromises.removes,
  "gives the log of each run, streams in order (LC-91)": LogPromises.keepsLogsApart,
  "follows a log until its run has ended": LogPromises.follows,
  "has no log of an unknown key, and removes an unknown Pod": LogPromises.knowsNothingOfOthers,
  "sends SIGTERM when its turn has come, at killAt at the latest (LC-52)": RunPromises.waitsForItsTurn
}

/** What is promised by those who can; those who cannot refuse the fields, so that no Job relies on it. */
interface Able {
  readonly promise: string
  readonly test: TestOf
  readonly refuses: string
  readonly fields: ReadonlyArray<string>
}

const able: { readonly [A in "sickens" | "lingers" | "leavesChild"]: Able } = {
  sickens: {
    promise: "tells how a run stands, whenever that changes, and leaves its end to who asks (LC-17, LC-42)",
    test: RunPromises.tellsHowARunStands,
    refuses: "refuses probes",
    fields: ["livenessProbe", "readinessProbe", "startupProbe"]
  },
  lingers: {
    promise: "runs what is to be done before SIGTERM first, within the grace (LC-51)",
    test: RunPromises.runsPreStopHooks,
    refuses: "refuses hooks",
    fields: ["lifecycle"]
  },
  leavesChild: {
    promise: "ends a run with its main process, all of it",
    test: RunPromises.leavesNothingBehind,
    refuses: "has no processes that could be left behind",
    fields: []
  }
}

const ofAble = (
  { promise, test, refuses, fields }: Able,
  spec: ContainerSpec | undefined
): readonly [string, Test] =>
  spec === undefined
    ? [refuses, () => SupportPromises.refuses(fields)]
    : [promise, (abilities) => test(spec, abilities)]

/** Some runtimes take seconds to start a container, and LC-51 has two of its own. */
const timeoutMillis = 120_000

/** States every promise of the port as a test. `layer` is built anew for each of them. */
export const containerRuntimeConformance = (
  name: string,
  layer: Layer.Layer<ContainerRuntime, unknown>,
  abilities: Abilities
): void => {
  describe(`ContainerRuntime (${name})`, () => {
    const all = [
      ...Object.entries(promises),
      ofAble(able.sickens, abilities.sickens),
      ofAble(able.lingers, abilities.lingers),
      ofAble(able.leavesChild, abilities.leavesChild)
    ]
    it.each(all)(
      "%s",
      (_, test) => Effect.runPromise(Effect.scoped(Effect.provide(test(abilities), layer))),
      timeoutMillis
    )
  })
}
