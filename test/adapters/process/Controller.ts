/**
 * A controller for tests, of the runtime in a state directory.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { assert } from "vitest"
import * as ProcessContainerRuntime from "../../../src/adapters/process/ProcessContainerRuntime.ts"
import type { ContainerSpec } from "../../../src/domain/pod/ContainerSpec.ts"
import {
  ContainerRuntime,
  type LogLine,
  type Observation,
  type RunKey
} from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../../src/testing/container/Witness.ts"

export type Options = Omit<ProcessContainerRuntime.Options, "directory">

export const time: Witness.Time = { settle: Effect.sleep("25 millis") }

/** Runs a test as a controller of this directory; ends its attachments, and nothing else. */
export const on =
  (directory: string, options: Options = {}) =>
  <A, E>(test: Effect.Effect<A, E, ContainerRuntime | Scope.Scope>) =>
    test.pipe(
      Effect.scoped,
      Effect.provide(ProcessContainerRuntime.layer({ directory, ...options }), { local: true })
    )

export const key = (attempt: number, pod: string = Witness.pod): RunKey => ({
  pod,
  container: "main",
  attempt
})

export type Exited = Extract<Observation, { _tag: "Exited" }>

/** Runs it to its end, and gives the end and the log. */
export const toTheEnd = Effect.fnUntraced(function* (run: RunKey, spec: ContainerSpec) {
  const runtime = yield* ContainerRuntime
  const { seen } = yield* Witness.attached(1)
  yield* runtime.start(1, { ...run, spec })
  const exit = yield* Witness.exitIn(time, seen, run)
  return { exit, lines: yield* log(run) }
})

export const log = (run: RunKey): Effect.Effect<Array<LogLine>, unknown, ContainerRuntime> =>
  Effect.flatMap(ContainerRuntime, (runtime) => Stream.runCollect(runtime.logs(run, { follow: false })))

export const text = (lines: ReadonlyArray<LogLine>): string => lines.map(({ text }) => text).join("\n")

/** The last that was told of every run, once so many were told of. */
export const lastOf = (seen: ReadonlyArray<Observation>, runs: ReadonlyArray<RunKey>) =>
  runs.map((run) => {
    const last = seen.findLast((one) => one.pod === run.pod && one.attempt === run.attempt)
    return last ?? assert.fail(`nothing was told of attempt ${run.attempt}`)
  })

/** What was told last of a run, if anything was. */
export const lastTag = (seen: ReadonlyArray<Observation>, { attempt }: RunKey): string | undefined =>
  seen.findLast((one) => one.attempt === attempt)?._tag
