import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import * as MemoryEventLog from "../../src/adapters/memory/MemoryEventLog.ts"
import * as ProcessContainerRuntime from "../../src/adapters/process/ProcessContainerRuntime.ts"
import * as Controller from "../../src/runtime/control/Controller.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../src/runtime/log/EventLog.ts"
import * as StateDirectory from "../adapters/process/StateDirectory.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const manifest = (began: string) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "demo" },
  spec: {
    completions: 3,
    parallelism: 3,
    template: {
      spec: {
        restartPolicy: "Never",
        containers: [
          { name: "main", image: "none", command: ["sh", "-c", `echo x >> "$0"; sleep 0.3`, began] }
        ]
      }
    }
  }
})

const lines = (path: string): number => readFileSync(path, "utf8").trim().split("\n").length

/** Lives of the controller of a directory, each with an attachment of its own. */
const story = (directory: string) =>
  Effect.gen(function* () {
    const began = join(directory, "began")
    const runtime = ProcessContainerRuntime.layer({ directory })
    const life = (millis: number) =>
      Effect.gen(function* () {
        const controller = yield* Effect.forkChild(Controller.run({ slots: 10 }), { startImmediately: true })
        yield* Effect.sleep(millis)
        yield* Fiber.interrupt(controller)
      }).pipe(Effect.provide(runtime, { local: true }))
    yield* Effect.provide(
      Effect.flatMap(Jobs.Jobs, (jobs) => jobs.create(manifest(began))),
      Layer.provide(Jobs.layer, runtime)
    )
    yield* life(250)
    // The processes end while nobody looks.
    yield* Effect.sleep(800)
    yield* life(500)
    yield* life(300)
    const log = yield* EventLog
    return { events: yield* Effect.provideService(Lawful.history, EventLog, log), began: lines(began) }
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
