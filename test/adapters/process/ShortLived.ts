/**
 * A controller that is killed: starts runs in the state directory it is given, says so, and waits for its end.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as ProcessContainerRuntime from "../../../src/adapters/process/ProcessContainerRuntime.ts"
import { ContainerRuntime } from "../../../src/runtime/container/ContainerRuntime.ts"
import { shell } from "./Shell.ts"

const [, , directory = "", pod = "", ...scripts] = process.argv

const program = Effect.gen(function* () {
  const runtime = yield* ContainerRuntime
  yield* Effect.forkChild(Stream.runDrain(runtime.attach(1)))
  for (const [attempt, script] of scripts.entries())
    yield* runtime.start(1, { pod, container: "main", attempt, spec: shell(script) })
  yield* Console.log("started")
  return yield* Effect.never
})

await Effect.runPromise(Effect.provide(program, ProcessContainerRuntime.layer({ directory })))
