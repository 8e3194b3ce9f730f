/**
 * What is promised of the logs.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert } from "vitest"
import { ContainerRuntime } from "../../runtime/container/ContainerRuntime.ts"
import type { Line } from "./Abilities.ts"
import * as Witness from "./Witness.ts"

const story: ReadonlyArray<Line> = [1, 2, 3, 4, 5, 6].map((number) => ({
  stream: number % 3 === 0 ? "stderr" : "stdout",
  text: `line ${number}  with "quotes" and ünïcode ✓`
}))

/** It gives the log of each run, streams in order. */
export const keepsLogsApart: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.keyOf(0), spec: abilities.prints(story, "ends") })
  yield* runtime.start(1, { ...Witness.keyOf(1), spec: abilities.prints([Witness.hello], "ends") })
  yield* Witness.exitIn(abilities, seen, Witness.keyOf(0))
  yield* Witness.exitIn(abilities, seen, Witness.keyOf(1))
  const lines = yield* Witness.logOf(Witness.keyOf(0))
  for (const stream of ["stdout", "stderr"])
    assert.deepStrictEqual(
      lines.filter((line) => line.stream === stream),
      story.filter((line) => line.stream === stream)
    )
  assert.deepStrictEqual(yield* Witness.logOf(Witness.keyOf(1)), [Witness.hello])
  assert.deepStrictEqual(yield* Witness.logOf(Witness.keyOf(0), true), lines)
})

/** It follows a log until its run has ended. */
export const follows: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.key, spec: abilities.prints([Witness.hello], "runs") })
  const lines: Array<string> = []
  const following = yield* runtime.logs(Witness.key, { follow: true }).pipe(
    Stream.runForEach(({ text }) => Effect.sync(() => lines.push(text))),
    Effect.forkScoped({ startImmediately: true })
  )
  yield* Witness.until(abilities, "the first line", () => lines[0])
  assert.isEmpty(seen.filter((one) => one._tag === "Exited"))
  yield* runtime.stop(1, { ...Witness.key, killAt: 0 })
  yield* Witness.exitIn(abilities, seen)
  yield* Witness.until(abilities, "the end of the log", () => following.pollUnsafe())
  assert.deepStrictEqual(lines, ["hello"])
})

/** It has no log of an unknown Witness.key, and removes an unknown Pod. */
export const knowsNothingOfOthers: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  assert.isEmpty(yield* Witness.logOf(Witness.key))
  assert.isEmpty(yield* Witness.logOf(Witness.key, true))
  yield* runtime.remove(1, "f3b9a3a4-0000-4000-8000-000000000000")
  yield* Witness.settleFor(abilities, 4)
  assert.deepStrictEqual(seen, [])
})
