import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../../src/adapters/memory/Behaviour.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import * as Lived from "./Lived.ts"

const succeeds: Behaviour = { runsFor: 1000, exitCode: 0 }

/** A Job that a controller brings to its end; it stays, and nothing more happens to it. */
const finished = Effect.gen(function* () {
  const jobs = yield* Jobs.Jobs
  yield* jobs.create(Lived.manifest())
  const controller = yield* Lived.controlled()
  yield* Lived.pass(3000)
  return { jobs, controller }
})

const tags = Effect.map(Lived.history, (events) => events.map(({ _tag }) => _tag))

/** The Job is given a time to live, and that runs out. */
const expired = Effect.gen(function* () {
  const jobs = yield* Jobs.Jobs
  assert.notInclude(yield* tags, "TTLArmed")
  yield* jobs.patch(Lived.name, { spec: { ttlSecondsAfterFinished: 10 } })
  yield* Lived.pass(12_000)
  const after = yield* tags
  assert.include(after, "JobDeleted")
  assert.include(after, "NameReleased")
})

describe("a Job at rest", () => {
  it("is looked up by the controller that brought it there, when somebody gives a command", () =>
    Lived.lived(() => succeeds, Effect.andThen(finished, expired)))

  it("is looked up by a controller that never knew it", () =>
    Lived.lived(
      () => succeeds,
      Effect.gen(function* () {
        const { controller } = yield* finished
        yield* Fiber.interrupt(controller)
        yield* Lived.controlled()
        yield* expired
      })
    ))

  it("may be deleted, and another one may take its name", () =>
    Lived.lived(
      () => succeeds,
      Effect.gen(function* () {
        const { jobs } = yield* finished
        yield* jobs.delete(Lived.name, "Foreground")
        yield* Lived.pass(1000)
        assert.include(yield* tags, "JobDeleted")
        yield* jobs.create(Lived.manifest({ ttlSecondsAfterFinished: 1 }))
        yield* Lived.pass(6000)
        const after = yield* tags
        assert.lengthOf(
          after.filter((tag) => tag === "NameReleased"),
          2
        )
      })
    ))
})

describe("a controller that takes over", () => {
  it("asks for what is at work, and does not read the log", () => {
    const unread = Layer.effect(
      EventLog,
      Effect.map(EventLog, (log) => EventLog.of({ ...log, readAll: () => Stream.die("the log was read") }))
    )
    const story = Effect.gen(function* () {
      yield* finished
      yield* Effect.provide(Effect.andThen(Lived.controlled(), Lived.pass(1000)), unread)
      const jobs = yield* Jobs.Jobs
      yield* jobs.create({ ...Lived.manifest(), metadata: { name: "other" } })
      yield* Lived.pass(3000)
      assert.lengthOf(
        (yield* tags).filter((tag) => tag === "JobCompleted"),
        2
      )
    })
    return Lived.lived(() => succeeds, story)
  })
})
