/**
 * A controller that watches a `ContainerRuntime` under test, and waits for what it is to be told.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { assert } from "vitest"
import type { ContainerSpec } from "../../domain/pod/ContainerSpec.ts"
import { ContainerRuntime, type Observation, type RunKey } from "../../runtime/container/ContainerRuntime.ts"
import type { Abilities, Line } from "./Abilities.ts"

/** A promise of the port, as a test. */
export type Test = (abilities: Abilities) => Effect.Effect<void, unknown, ContainerRuntime | Scope.Scope>

/** A promise of those who can run a container that not every runtime can. */
export type TestOf = (
  spec: ContainerSpec,
  abilities: Abilities
) => Effect.Effect<void, unknown, ContainerRuntime | Scope.Scope>

/** Time, and how it passes. */
export type Time = Pick<Abilities, "settle">

/** The UID of the Pod that every test is about. */
export const pod = "4a1c7e52-0d3b-4e0a-9c39-6f1b2f5d8a10"

/** The run of this attempt. */
export const keyOf = (attempt: number): RunKey => ({ pod, container: "main", attempt })

/** The first run. */
export const key = keyOf(0)

const isAbout = (one: RunKey) => (other: RunKey) =>
  one.pod === other.pod && one.container === other.container && one.attempt === other.attempt

/** Settles until there is what is looked for. */
export const until = Effect.fnUntraced(function* <A>(
  { settle }: Time,
  what: string,
  look: () => A | undefined
) {
  for (let turn = 0; turn < 480; turn++) {
    const found = look()
    if (found !== undefined) return found
    yield* settle
  }
  return assert.fail(`${what} did not happen`)
})

/** Lets some turns of time pass. */
export const settleFor = ({ settle }: Time, turns: number) => Effect.repeat(settle, { times: turns })

/** A controller of this epoch: what it is told, and how its attachment ends. */
export const attached = Effect.fnUntraced(function* (epoch: number) {
  const runtime = yield* ContainerRuntime
  const seen: Array<Observation> = []
  const fiber = yield* runtime.attach(epoch).pipe(
    Stream.runForEach((observation) => Effect.sync(() => seen.push(observation))),
    Effect.forkScoped({ startImmediately: true })
  )
  return { seen, fiber }
})

/** How a run ended, once its end was told. */
export const exitIn = (abilities: Time, seen: ReadonlyArray<Observation>, of: RunKey = key) =>
  until(abilities, `the end of attempt ${of.attempt}`, () =>
    seen.filter((one) => one._tag === "Exited").find(isAbout(of))
  )

/** How a run began, once its begin was told. */
export const startIn = (abilities: Time, seen: ReadonlyArray<Observation>, of: RunKey = key) =>
  until(abilities, `the start of attempt ${of.attempt}`, () =>
    seen.filter((one) => one._tag === "Started").find(isAbout(of))
  )

/** Waits for the first line of a run: a process needs a moment until it has said what SIGTERM is to do. */
export const ready = Effect.fnUntraced(function* (abilities: Time, of: RunKey = key) {
  const runtime = yield* ContainerRuntime
  const first = yield* Effect.forkScoped(Stream.runHead(runtime.logs(of, { follow: true })), {
    startImmediately: true
  })
  yield* until(abilities, `the first line of attempt ${of.attempt}`, () => first.pollUnsafe())
})

/** What a run wrote, without the instants. */
export const logOf = Effect.fnUntraced(function* (of: RunKey, follow: boolean = false) {
  const runtime = yield* ContainerRuntime
  const lines = yield* Stream.runCollect(runtime.logs(of, { follow }))
  return lines.map(({ stream, text }) => ({ stream, text }))
})

export const hello: Line = { stream: "stdout", text: "hello" }
