/**
 * Jobs lived by the controller in virtual time: the memory's log, the memory's containers, and Effect's test clock.
 */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import type { Behaviour } from "../../../src/adapters/memory/Behaviour.ts"
import * as MemoryContainerRuntime from "../../../src/adapters/memory/MemoryContainerRuntime.ts"
import * as MemoryEventLog from "../../../src/adapters/memory/MemoryEventLog.ts"
import type { ContainerRuntime, Run } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Controller from "../../../src/runtime/control/Controller.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import * as Jsonl from "../../../src/runtime/log/Jsonl.ts"
import * as Verification from "../../../src/runtime/log/Verification.ts"
import type { Scenario } from "../../../src/runtime/simulation/Scenario.ts"

export type Script = (run: Run) => Behaviour

/** Everything a controller needs, without one. */
export type World = EventLog | Jobs.Jobs | ContainerRuntime

export const world = (script: Script) =>
  Layer.provideMerge(
    Jobs.layer,
    Layer.mergeAll(MemoryEventLog.layer, MemoryContainerRuntime.layer(script))
  ).pipe(Layer.provideMerge(TestClock.layer()))

/** Milliseconds of a turn: short beside everything that is scripted. */
const turn = 50

/** Lets time pass, so finely that everybody has their say in between. */
export const pass = (millis: number) => Effect.repeat(TestClock.adjust(turn), { times: millis / turn - 1 })

/** A controller at work. */
export const controlled = (slots = 100) =>
  Effect.forkChild(Controller.run({ slots }), { startImmediately: true })

export const name = { namespace: "default", name: "demo" }

/** A manifest of one container; `spec` and `pod` add to it. */
export const manifest = (
  spec: Scenario["manifest"] = {},
  pod: Scenario["manifest"] = {}
): Scenario["manifest"] => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "demo" },
  spec: {
    ...spec,
    template: {
      spec: {
        restartPolicy: "Never",
        containers: [{ name: "main", image: "none", command: ["run"] }],
        ...pod
      }
    }
  }
})

/** The log so far; it verifies. */
export const history = Effect.gen(function* () {
  const log = yield* EventLog
  const records = yield* Stream.runCollect(log.readAll(0))
  const report = Verification.verify(records.map(Jsonl.line))
  if (report._tag !== "Verified") throw new Error(JSON.stringify(report))
  return records.map(({ event }) => event)
})

/** Runs a story in a world of its own. */
export const lived = <A, E>(script: Script, story: Effect.Effect<A, E, World>): Promise<A> =>
  Effect.runPromise(Effect.provide(story, world(script)))

/** Creates a Job, and lets a controller work for a while. */
export const played = (job: unknown, millis: number, slots?: number) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(job)
    const controller = yield* controlled(slots)
    yield* pass(millis)
    yield* Fiber.interrupt(controller)
    return yield* history
  })
