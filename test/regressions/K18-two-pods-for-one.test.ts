import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import { ContainerRuntime, type Run } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

/** A controller lives for a while; what it asks of the runtime is lost, or heard, and it never learns which. */
const shortLife = (isHeard: boolean) =>
  Effect.gen(function* () {
    const runtime = yield* ContainerRuntime
    const start: typeof runtime.start = (epoch, run) => (isHeard ? runtime.start(epoch, run) : Effect.void)
    const controller = yield* Effect.provideService(Lived.controlled(), ContainerRuntime, {
      ...runtime,
      start,
      attach: () => Stream.never
    })
    yield* Lived.pass(200)
    yield* Fiber.interrupt(controller)
  })

/** Lives of which each dies right behind its intent; a last one that goes on. */
const lives = (started: Array<string>, heard: ReadonlyArray<boolean>) => {
  const script = ({ pod, attempt }: Run) => {
    started.push(`${pod}/${attempt}`)
    return { runsFor: 1000, exitCode: 0 }
  }
  const story = Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(Lived.manifest({ completions: 1 }))
    for (const isHeard of heard) yield* shortLife(isHeard)
    yield* Lived.controlled()
    yield* Lived.pass(5000)
    yield* Lawful.exercises("K18")
    return { events: yield* Lawful.history, status: yield* Lawful.status }
  })
  return Lived.lived(script, story)
}

describe(`K18 ${Regression.headingOf("K18")}`, () => {
  it.each([
    ["nothing was heard of the intent", [false]],
    ["it was heard", [true]],
    ["nothing was heard of it, three times", [false, false, false]],
    ["it was heard at last, and then again", [false, true, true]]
  ])("has one Pod that runs once, when the controller dies and %s", async (_, heard) => {
    const started: Array<string> = []
    const { events, status } = await lives(started, heard)
    assert.lengthOf(started, 1)
    assert.strictEqual(Lawful.count(events, "PodCreated"), 1)
    assert.strictEqual(Lawful.count(events, "ContainerStarted"), 1)
    assert.strictEqual(Lawful.count(events, "ContainerLost"), 0)
    assert.deepInclude(status, { succeeded: 1 })
  })
})
