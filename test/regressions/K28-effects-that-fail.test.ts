import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import { ContainerRuntime, ContainerRuntimeError } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const stays: Behaviour = { runsFor: "forever", exitCode: 0 }

/** Fails the first times that it is asked for something, whatever that is; counts how often it was asked. */
const reluctant = (times: number, asked: Record<string, number>) =>
  Effect.map(ContainerRuntime, (runtime) => {
    const reluctantly = <A, E>(method: string, effect: Effect.Effect<A, E>) =>
      Effect.suspend((): Effect.Effect<A, E | ContainerRuntimeError> => {
        asked[method] = (asked[method] ?? 0) + 1
        return asked[method] > times ? effect : new ContainerRuntimeError({ method, reason: "not now" })
      })
    return ContainerRuntime.of({
      ...runtime,
      start: (epoch, run) => reluctantly("start", runtime.start(epoch, run)),
      stop: (epoch, stop) => reluctantly("stop", runtime.stop(epoch, stop)),
      remove: (epoch, pod) => reluctantly("remove", runtime.remove(epoch, pod))
    })
  })

describe(`K28 ${Regression.headingOf("K28")}`, () => {
  it("starts, stops and removes a Pod at last, when each fails three times", async () => {
    const asked: Record<string, number> = {}
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(Lived.manifest({ activeDeadlineSeconds: 5 }))
      yield* Effect.provideServiceEffect(Lived.controlled(), ContainerRuntime, reluctant(3, asked))
      yield* Lived.pass(10_000)
      const before = yield* Lawful.status
      yield* jobs.delete(Lived.name, "Background")
      yield* Lived.pass(5000)
      const runtime = yield* ContainerRuntime
      return { before, left: yield* runtime.list, events: yield* Lawful.history }
    })
    const { before, left, events } = await Lived.lived(() => stays, story)
    assert.deepInclude(before, { failed: 1 })
    assert.strictEqual(Lawful.count(events, "ContainerStarted"), 1)
    assert.strictEqual(Lawful.count(events, "JobFailed"), 1)
    assert.strictEqual(Lawful.count(events, "JobDeleted"), 1)
    assert.deepStrictEqual(left, [])
    assert.deepStrictEqual(asked, { start: 4, stop: 4, remove: 4 })
  })
})
