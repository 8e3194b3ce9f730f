/**
 * What is promised to controllers: all that is known, one of them at a time, and an end of what they remove.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { assert } from "vitest"
import { ContainerRuntime, Superseded } from "../../runtime/container/ContainerRuntime.ts"
import * as Witness from "./Witness.ts"

/** It tells who attaches all that was not removed, then what happens. */
export const tellsALaterController: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const first = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.keyOf(0), spec: abilities.exits(3) })
  yield* runtime.start(1, { ...Witness.keyOf(1), spec: abilities.runs })
  const exit = yield* Witness.exitIn(abilities, first.seen, Witness.keyOf(0))
  const started = yield* Witness.startIn(abilities, first.seen, Witness.keyOf(1))
  const { seen } = yield* Witness.attached(2)
  assert.deepStrictEqual(yield* Witness.exitIn(abilities, seen, Witness.keyOf(0)), exit)
  assert.deepStrictEqual(yield* Witness.startIn(abilities, seen, Witness.keyOf(1)), started)
  assert.deepStrictEqual(
    [...(yield* runtime.list)].toSorted((left, right) => left.attempt - right.attempt),
    [exit, started]
  )
  yield* runtime.stop(2, { ...Witness.keyOf(1), killAt: 0 })
  yield* Witness.exitIn(abilities, seen, Witness.keyOf(1))
})

/** It refuses a lower epoch whatever it asks. */
export const refusesALowerEpoch: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(5)
  yield* runtime.start(5, { ...Witness.key, spec: abilities.runs })
  yield* Witness.startIn(abilities, seen)
  const refusals = [
    runtime.start(4, { ...Witness.keyOf(1), spec: abilities.runs }),
    runtime.stop(4, { ...Witness.key, killAt: 0 }),
    runtime.remove(4, Witness.pod),
    Stream.runDrain(runtime.attach(4))
  ]
  for (const refused of refusals)
    assert.deepStrictEqual(yield* Effect.flip(refused), new Superseded({ epoch: 4, current: 5 }))
  yield* Witness.settleFor(abilities, 10)
  assert.deepStrictEqual(
    seen.filter((one) => one._tag !== "Started" || one.attempt !== 0),
    []
  )
})

/** It tells a controller that a later one has taken over. */
export const supersedes: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const first = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.key, spec: abilities.runs })
  yield* Witness.startIn(abilities, first.seen)
  const { seen } = yield* Witness.attached(2)
  yield* Witness.startIn(abilities, seen)
  const superseded = yield* Effect.flip(Fiber.join(first.fiber))
  assert.deepStrictEqual(superseded, new Superseded({ epoch: 1, current: 2 }))
  const told = first.seen.length
  yield* runtime.stop(2, { ...Witness.key, killAt: 0 })
  yield* Witness.exitIn(abilities, seen)
  assert.strictEqual(first.seen.length, told)
})

/** It forgets a removed Pod, ends what is left of it, runs it never again, keeps its logs. */
export const removes: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const first = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.keyOf(0), spec: abilities.prints([Witness.hello], "ends") })
  yield* runtime.start(1, { ...Witness.keyOf(1), spec: abilities.runs })
  yield* Witness.exitIn(abilities, first.seen, Witness.keyOf(0))
  yield* Witness.startIn(abilities, first.seen, Witness.keyOf(1))
  yield* runtime.remove(1, Witness.pod)
  yield* runtime.remove(1, Witness.pod)
  // Also what nobody has asked for before.
  for (const attempt of [0, 1, 2])
    yield* runtime.start(1, {
      ...Witness.keyOf(attempt),
      spec: abilities.prints([Witness.hello, Witness.hello], "ends")
    })
  const { seen } = yield* Witness.attached(2)
  yield* Witness.settleFor(abilities, 20)
  assert.deepStrictEqual(seen, [])
  assert.deepStrictEqual(yield* Witness.logOf(Witness.keyOf(0)), [Witness.hello])
  assert.isEmpty(yield* Witness.logOf(Witness.keyOf(1), true))
})
