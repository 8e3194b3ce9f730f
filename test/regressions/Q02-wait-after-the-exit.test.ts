import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import { ContainerRuntime } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../src/testing/container/Witness.ts"
import * as Controller from "../adapters/process/Controller.ts"
import { spec } from "../adapters/process/Shell.ts"
import * as StateDirectory from "../adapters/process/StateDirectory.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const atOnce: Behaviour = { runsFor: 0, exitCode: 0 }

const runs = Array.from({ length: 100 }, (_, attempt) => Controller.key(attempt))

/** Processes end at once, and only then somebody asks how. */
const story = (directory: string) =>
  Controller.on(directory)(
    Effect.gen(function* () {
      const runtime = yield* ContainerRuntime
      yield* Effect.forEach(runs, (run) => runtime.start(1, { ...run, spec: spec(["true"]) }), {
        concurrency: "unbounded",
        discard: true
      })
      const hasEnded = Effect.map(runtime.list, (known) => known.every(({ _tag }) => _tag === "Exited"))
      while (!(yield* hasEnded)) yield* Effect.sleep(20)
      const { seen } = yield* Witness.attached(1)
      yield* StateDirectory.becomes(() => seen.length >= runs.length)
      assert.deepStrictEqual(
        Controller.lastOf(seen, runs).map((one) => (one._tag === "Exited" ? one.exitCode : one._tag)),
        runs.map(() => 0)
      )
    })
  )

describe(`Q2 ${Regression.headingOf("Q2")}`, () => {
  it("hears of 1,000 containers that end as they begin", async () => {
    const job = Lived.manifest({ completions: 1000, parallelism: 1000 })
    const events = await Lived.lived(
      () => atOnce,
      Effect.andThen(Lived.played(job, 3000, 1000), Lawful.history)
    )
    assert.strictEqual(Lawful.count(events, "ContainerExited"), 1000)
    assert.strictEqual(Lawful.count(events, "JobCompleted"), 1)
  })

  it("hears of processes that had ended before anybody listened", { timeout: 60_000 }, () =>
    Effect.runPromise(Effect.scoped(Effect.flatMap(StateDirectory.scoped, story)))
  )
})
