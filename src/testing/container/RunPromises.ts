/**
 * What is promised of a run: that there is one at most, and how it ends.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { assert } from "vitest"
import { ContainerRuntime } from "../../runtime/container/ContainerRuntime.ts"
import * as Witness from "./Witness.ts"

/** It runs a key once, however often it is asked. */
export const runsAKeyOnce: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  const start = runtime.start(1, { ...Witness.key, spec: abilities.prints([Witness.hello], "ends") })
  yield* Effect.all([start, start, start], { concurrency: "unbounded" })
  const first = yield* Witness.exitIn(abilities, seen)
  yield* start
  yield* Witness.settleFor(abilities, 10)
  for (const one of seen) if (one._tag === "Exited") assert.deepStrictEqual(one, first)
  assert.deepStrictEqual(yield* Witness.logOf(Witness.key), [Witness.hello])
})

/** It tells exit codes, Completed or Error. */
export const tellsExitCodes: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  for (const [attempt, code] of [0, 1, 42, 255].entries()) {
    yield* runtime.start(1, { ...Witness.keyOf(attempt), spec: abilities.exits(code) })
    const { exitCode, reason, startedAt, finishedAt } = yield* Witness.exitIn(
      abilities,
      seen,
      Witness.keyOf(attempt)
    )
    assert.deepStrictEqual([exitCode, reason], [code, code === 0 ? "Completed" : "Error"])
    assert.isTrue(startedAt !== undefined && startedAt <= finishedAt)
  }
})

/** It tells how SIGTERM ended a run: 143, or its own code. */
export const tellsSignals: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  const cases = [
    { spec: abilities.runs, isReadyLater: false, code: 143, reason: "Error" },
    { spec: abilities.exitsOnTerm(7), isReadyLater: true, code: 7, reason: "Error" },
    { spec: abilities.exitsOnTerm(0), isReadyLater: true, code: 0, reason: "Completed" }
  ]
  for (const [attempt, { spec, isReadyLater, code, reason }] of cases.entries()) {
    const of = Witness.keyOf(attempt)
    yield* runtime.start(1, { ...of, spec })
    yield* Witness.startIn(abilities, seen, of)
    if (isReadyLater) yield* Witness.ready(abilities, of)
    yield* runtime.stop(1, { ...of, killAt: (yield* Clock.currentTimeMillis) + 60_000 })
    const exit = yield* Witness.exitIn(abilities, seen, of)
    assert.deepStrictEqual([exit.exitCode, exit.reason], [code, reason])
  }
})

/** It tells what could not be started: 128, StartError, and why in the log. */
export const tellsWhatCannotStart: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.key, spec: abilities.cannotStart })
  const { exitCode, reason, startedAt } = yield* Witness.exitIn(abilities, seen)
  assert.deepStrictEqual([exitCode, reason, startedAt], [128, "StartError", undefined])
  assert.notStrictEqual((yield* Witness.logOf(Witness.key)).length, 0)
})

/** It never runs what was stopped before it started: 137, ContainerStatusUnknown. */
export const stopsBeforeStart: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.stop(1, { ...Witness.key, killAt: 0 })
  const { exitCode, reason, startedAt } = yield* Witness.exitIn(abilities, seen)
  assert.deepStrictEqual([exitCode, reason, startedAt], [137, "ContainerStatusUnknown", undefined])
  yield* runtime.start(1, { ...Witness.key, spec: abilities.prints([Witness.hello], "ends") })
  yield* Witness.settleFor(abilities, 10)
  assert.isEmpty(seen.filter((one) => one._tag === "Started"))
  assert.isEmpty(yield* Witness.logOf(Witness.key))
})

/** It kills at killAt what ignores SIGTERM, two seconds after it at the earliest. */
export const escalates: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.key, spec: abilities.ignoresTerm })
  yield* Witness.ready(abilities)
  const asked = yield* Clock.currentTimeMillis
  yield* runtime.stop(1, { ...Witness.key, killAt: asked })
  const { exitCode, reason, finishedAt } = yield* Witness.exitIn(abilities, seen)
  assert.deepStrictEqual([exitCode, reason], [137, "Error"])
  assert.isAtLeast(finishedAt - asked, 2000)
})

/** It lets a later stop bring killAt forward and never back. */
export const bringsForward: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  const late = 3_600_000
  for (const [attempt, [first, second]] of [
    [late, 0],
    [0, late]
  ].entries()) {
    const of = Witness.keyOf(attempt)
    yield* runtime.start(1, { ...of, spec: abilities.ignoresTerm })
    yield* Witness.ready(abilities, of)
    const now = yield* Clock.currentTimeMillis
    yield* runtime.stop(1, { ...of, killAt: now + (first ?? 0) })
    yield* runtime.stop(1, { ...of, killAt: now + (second ?? 0) })
  }
  assert.strictEqual((yield* Witness.exitIn(abilities, seen, Witness.keyOf(0))).exitCode, 137)
  assert.strictEqual((yield* Witness.exitIn(abilities, seen, Witness.keyOf(1))).exitCode, 137)
})

/** It runs several containers of one Pod at once, and ends each by itself. */
export const keepsContainersApart: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  const beside = { ...Witness.key, container: "beside" }
  const after = { ...Witness.key, container: "after" }
  yield* runtime.start(1, { ...beside, spec: abilities.exitsOnTerm(0) })
  yield* Witness.ready(abilities, beside)
  yield* runtime.start(1, { ...Witness.key, spec: abilities.exits(3) })
  assert.strictEqual((yield* Witness.exitIn(abilities, seen)).exitCode, 3)
  yield* runtime.start(1, { ...after, spec: abilities.prints([Witness.hello], "ends") })
  assert.strictEqual((yield* Witness.exitIn(abilities, seen, after)).exitCode, 0)
  assert.isEmpty(seen.filter((one) => one._tag === "Exited" && one.container === "beside"))
  yield* runtime.stop(1, { ...beside, killAt: (yield* Clock.currentTimeMillis) + 60_000 })
  assert.strictEqual((yield* Witness.exitIn(abilities, seen, beside)).exitCode, 0)
  assert.deepStrictEqual(yield* Witness.logOf(after), [Witness.hello])
})

/** It tells how a run stands, whenever that changes, and leaves its end to who asks for it. */
export const tellsHowARunStands: Witness.TestOf = Effect.fnUntraced(function* (sickens, abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.key, spec: sickens })
  const starts = () => seen.filter((one) => one._tag === "Started")
  const sick = yield* Witness.until(abilities, "what is wrong", () =>
    starts().find(({ unhealthy }) => unhealthy !== undefined)
  )
  const first = starts()[0]
  assert.deepInclude(first, { started: false, ready: false })
  const [started, ready] = [({ started = true }) => started, ({ ready }: { ready: boolean }) => ready].map(
    (is) => starts().findIndex(is)
  )
  assert.isAtLeast(ready ?? -1, started ?? 0)
  assert.strictEqual(sick.startedAt, first?.startedAt)
  assert.strictEqual(sick.unhealthy, "LivenessProbe")
  assert.deepStrictEqual(yield* runtime.list, [sick])
  assert.isEmpty(seen.filter(({ _tag }) => _tag === "Exited"))
  yield* runtime.stop(1, { ...Witness.key, killAt: 0 })
  yield* Witness.exitIn(abilities, seen)
})

/** It does what is to be done before SIGTERM, and only then sends it; not beyond killAt. */
export const runsPreStopHooks: Witness.TestOf = Effect.fnUntraced(function* (lingers, abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  for (const [attempt, grace] of [60_000, 300].entries()) {
    const of = Witness.keyOf(attempt)
    yield* runtime.start(1, { ...of, spec: lingers })
    yield* Witness.startIn(abilities, seen, of)
    const asked = yield* Clock.currentTimeMillis
    yield* runtime.stop(1, { ...of, killAt: asked + grace })
    const { exitCode, finishedAt } = yield* Witness.exitIn(abilities, seen, of)
    assert.strictEqual(exitCode, 143)
    if (grace > 1000) assert.isAtLeast(finishedAt - asked, 900)
    else assert.isAtLeast(finishedAt - asked, grace)
  }
})

/** It sends SIGTERM when its turn has come, at killAt at the latest; a later stop may bring it forward. */
export const waitsForItsTurn: Witness.Test = Effect.fnUntraced(function* (abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  const late = 3_600_000
  const stops = [
    [{ term: 1000, kill: late }],
    [{ term: late, kill: 1000 }],
    [
      { term: late, kill: late },
      { term: 1000, kill: late }
    ]
  ]
  for (const [attempt, asked] of stops.entries()) {
    const of = Witness.keyOf(attempt)
    yield* runtime.start(1, { ...of, spec: abilities.runs })
    yield* Witness.startIn(abilities, seen, of)
    const now = yield* Clock.currentTimeMillis
    for (const { term, kill } of asked)
      yield* runtime.stop(1, { ...of, termAt: now + term, killAt: now + kill })
    const { exitCode, finishedAt } = yield* Witness.exitIn(abilities, seen, of)
    assert.strictEqual(exitCode, 143)
    assert.isAtLeast(finishedAt - now, 1000)
  }
})

/** It ends a run with its main process, all of it. */
export const leavesNothingBehind: Witness.TestOf = Effect.fnUntraced(function* (leavesChild, abilities) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...Witness.key, spec: leavesChild })
  assert.strictEqual((yield* Witness.exitIn(abilities, seen)).exitCode, 0)
  const lines = yield* Witness.logOf(Witness.key)
  yield* Witness.settleFor(abilities, 20)
  assert.deepStrictEqual(yield* Witness.logOf(Witness.key), lines)
})
