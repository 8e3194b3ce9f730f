import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import * as MemoryEventLog from "../../src/adapters/memory/MemoryEventLog.ts"
import * as ProcessContainerRuntime from "../../src/adapters/process/ProcessContainerRuntime.ts"
import * as Controller from "../../src/runtime/control/Controller.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import type { EventLog } from "../../src/runtime/log/EventLog.ts"
import * as StateDirectory from "../adapters/process/StateDirectory.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

/** Each process writes a line when it begins, and ends when it is told that it may. */
const script = `echo x >> "$0"; until [ -e "$1" ]; do sleep 0.05; done`

const manifest = (began: string, mayEnd: string) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "demo" },
  spec: {
    completions: 3,
    parallelism: 3,
    template: {
      spec: {
        restartPolicy: "Never",
        containers: [{ name: "main", image: "none", command: ["sh", "-c", script, began, mayEnd] }]
      }
    }
  }
})

const lines = (path: string): number =>
  existsSync(path) ? readFileSync(path, "utf8").trim().split("\n").length : 0

/** A controller of this directory lives until something is so. */
const life = <E>(directory: string, end: Effect.Effect<void, E, EventLog>) =>
  Effect.gen(function* () {
    const controller = yield* Effect.forkChild(Controller.run({ slots: 10 }), { startImmediately: true })
    yield* end
    yield* Fiber.interrupt(controller)
  }).pipe(Effect.provide(ProcessContainerRuntime.layer({ directory }), { local: true }))

/** Until so many of the Job's containers have begun, or ended, by the log. */
const told = (tag: "ContainerStarted" | "JobCompleted", times: number) =>
  Effect.gen(function* () {
    while (Lawful.count(yield* Lawful.history, tag) < times) yield* Effect.sleep(20)
  })

const story = (directory: string) =>
  Effect.gen(function* () {
    const [began, mayEnd] = [join(directory, "began"), join(directory, "may end")]
    yield* Effect.provide(
      Effect.flatMap(Jobs.Jobs, (jobs) => jobs.create(manifest(began, mayEnd))),
      Layer.provide(Jobs.layer, ProcessContainerRuntime.layer({ directory }))
    )
    yield* life(directory, told("ContainerStarted", 3))
    // The processes end while nobody looks.
    writeFileSync(mayEnd, "")
    yield* StateDirectory.becomes(() => StateDirectory.processesWith(began).length === 0)
    yield* life(directory, told("JobCompleted", 1))
    yield* life(directory, Effect.sleep(200))
    return { events: yield* Lawful.history, began: lines(began) }
  })

describe(`N1 ${Regression.headingOf("N1")}`, () => {
  it("runs no process again that ended while the controller was away", async () => {
    const { events, began } = await Effect.runPromise(
      Effect.scoped(Effect.flatMap(StateDirectory.scoped, story)).pipe(Effect.provide(MemoryEventLog.layer))
    )
    assert.strictEqual(began, 3)
    assert.strictEqual(Lawful.count(events, "ContainerStarted"), 3)
    assert.strictEqual(Lawful.count(events, "JobCompleted"), 1)
    assert.strictEqual(Lawful.count(events, "ControllerStarted"), 3)
  })
})
