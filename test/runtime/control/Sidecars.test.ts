import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../../src/adapters/memory/Behaviour.ts"
import type { Recorded } from "../../../src/domain/event/Event.ts"
import { ContainerRuntime, type Run } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import * as Lived from "./Lived.ts"

const image = "none"
const command = ["run"]
const init = (name: string) => ({ name, image, command })
const beside = (name: string) => ({ ...init(name), restartPolicy: "Always" })

const soon: Behaviour = { runsFor: 1000, exitCode: 0 }
const stays: Behaviour = { runsFor: "forever", exitCode: 0 }
const stubborn: Behaviour = { ...stays, onTerm: "ignores" }

/** What each container does; those that are not told of are over soon. */
const script =
  (parts: Readonly<Record<string, Behaviour>>) =>
  ({ container }: Run): Behaviour =>
    parts[container] ?? soon

/** Which runs began and ended, in seconds since the Job was created. */
const told = (events: ReadonlyArray<Recorded>) => {
  const start = events.find(({ _tag }) => _tag === "JobCreated")?.at ?? 0
  return events.flatMap((event) => {
    if (event._tag === "ContainerStarted")
      return [`${event.container} begins at ${Math.floor((event.startedAt - start) / 1000)}`]
    return event._tag === "ContainerExited"
      ? [`${event.container} ends at ${Math.floor((event.finishedAt - start) / 1000)} with ${event.exitCode}`]
      : []
  })
}

const tags = (events: ReadonlyArray<Recorded>) => events.map(({ _tag }) => _tag)

const lived = (parts: Readonly<Record<string, Behaviour>>, pod: object, millis: number, spec: object = {}) =>
  Lived.lived(script(parts), Lived.played(Lived.manifest({ ...spec }, { ...pod }), millis))

describe("init containers, lived", () => {
  it("begin one behind the other, then the container (LC-40)", async () => {
    const events = await lived({}, { initContainers: [init("first"), init("second")] }, 6000)
    assert.deepStrictEqual(told(events), [
      "first begins at 0",
      "first ends at 1 with 0",
      "second begins at 1",
      "second ends at 2 with 0",
      "main begins at 2",
      "main ends at 3 with 0"
    ])
    assert.include(tags(events), "JobCompleted")
  })

  it("are told their index, in Pods of Indexed Jobs (LC-66)", async () => {
    const seen: Array<string | undefined> = []
    const indexed = Lived.manifest(
      { completions: 1, completionMode: "Indexed" },
      { initContainers: [init("first")] }
    )
    await Lived.lived(
      (run) => {
        seen.push(run.spec.env.find(({ name }) => name === "JOB_COMPLETION_INDEX")?.value)
        return soon
      },
      Lived.played(indexed, 4000)
    )
    assert.deepStrictEqual(seen, ["0", "0"])
  })

  it("go on under the next controller where they were", () =>
    Lived.lived(
      script({}),
      Effect.gen(function* () {
        const jobs = yield* Jobs.Jobs
        yield* jobs.create(Lived.manifest({}, { initContainers: [init("first"), init("second")] }))
        const controller = yield* Lived.controlled()
        yield* Lived.pass(500)
        yield* Fiber.interrupt(controller)
        yield* Lived.pass(5000)
        yield* Lived.controlled()
        yield* Lived.pass(5000)
        const events = yield* Lived.history
        assert.lengthOf(told(events), 6)
        assert.include(tags(events), "JobCompleted")
      })
    ))
})

describe("sidecars, lived", () => {
  const two = { initContainers: [beside("a"), beside("b")] }

  it("do not hold the Job; they end one by one, the last first (LC-43, LC-52)", async () => {
    const slow: Behaviour = { ...stays, onTerm: { takes: 2000, exitCode: 0 } }
    const events = await lived({ a: slow, b: slow }, two, 9000)
    assert.deepStrictEqual(told(events), [
      "a begins at 0",
      "b begins at 0",
      "main begins at 0",
      "main ends at 1 with 0",
      "b ends at 3 with 0",
      "a ends at 5 with 0"
    ])
    assert.include(tags(events), "JobCompleted")
  })

  it("are killed together when the grace is over, two seconds after SIGTERM (LC-51, LC-52)", async () => {
    const pod = { ...two, terminationGracePeriodSeconds: 4 }
    const events = await lived({ a: stubborn, b: stubborn }, pod, 12_000)
    assert.deepStrictEqual(told(events).slice(-2).toSorted(), [
      "a ends at 7 with 137",
      "b ends at 5 with 137"
    ])
    assert.include(tags(events), "JobCompleted")
  })

  it("run again in place as long as there is work (LC-42)", async () => {
    const events = await lived(
      { a: soon, main: { runsFor: 14_000, exitCode: 0 } },
      { initContainers: [beside("a")] },
      18_000
    )
    const restarts = events.filter(({ _tag }) => _tag === "ContainerRestartDecided")
    assert.lengthOf(restarts, 3)
    assert.include(tags(events), "JobCompleted")
  })

  it("wait for the containers when their Pod is deleted, and the next controller sees to the rest", () =>
    Lived.lived(
      script({ a: stays, b: stays, main: { ...stays, onTerm: { takes: 3000, exitCode: 1 } } }),
      Effect.gen(function* () {
        const jobs = yield* Jobs.Jobs
        yield* jobs.create(Lived.manifest({ podReplacementPolicy: "Failed" }, two))
        const controller = yield* Lived.controlled()
        yield* Lived.pass(1000)
        yield* jobs.patch(Lived.name, { spec: { suspend: true } })
        yield* Lived.pass(1000)
        yield* Fiber.interrupt(controller)
        yield* Lived.controlled()
        yield* Lived.pass(6000)
        const events = yield* Lived.history
        assert.deepStrictEqual(told(events).slice(-3), [
          "main ends at 4 with 1",
          "b ends at 4 with 143",
          "a ends at 4 with 143"
        ])
      })
    ))
})

describe("a sidecar nobody is there to end", () => {
  it("ends when the grace is over all the same: the runtime was told (LC-52)", () =>
    Lived.lived(
      script({ a: stays, main: { ...stays, onTerm: "ignores" } }),
      Effect.gen(function* () {
        const runtime = yield* ContainerRuntime
        const jobs = yield* Jobs.Jobs
        yield* jobs.create(
          Lived.manifest({}, { initContainers: [beside("a")], terminationGracePeriodSeconds: 4 })
        )
        const controller = yield* Lived.controlled()
        yield* Lived.pass(1000)
        yield* jobs.patch(Lived.name, { spec: { suspend: true } })
        yield* Lived.pass(500)
        yield* Fiber.interrupt(controller)
        yield* Lived.pass(8000)
        assert.deepStrictEqual(
          (yield* runtime.list).map((one) => [one.container, one._tag === "Exited" && one.exitCode]),
          [
            ["a", 143],
            ["main", 137]
          ]
        )
      })
    ))
})

describe("the deadline of a Pod, lived (LC-53)", () => {
  it("ends what runs, and fails the Pod for its own reason", async () => {
    const pod = { activeDeadlineSeconds: 3 }
    const events = await lived({ main: stays }, pod, 6000, { backoffLimit: 0 })
    const failed = events.find(({ _tag }) => _tag === "PodFailed")
    assert.include(failed, { reason: "DeadlineExceeded" })
    assert.deepStrictEqual(told(events), ["main begins at 0", "main ends at 3 with 143"])
    assert.include(tags(events), "JobFailed")
  })

  it("is armed anew by the next controller, and rings for nothing once the Pod is gone", () =>
    Lived.lived(
      script({ main: { runsFor: 4000, exitCode: 0 } }),
      Effect.gen(function* () {
        const jobs = yield* Jobs.Jobs
        yield* jobs.create(Lived.manifest({}, { activeDeadlineSeconds: 9 }))
        const controller = yield* Lived.controlled()
        yield* Lived.pass(1000)
        yield* Fiber.interrupt(controller)
        yield* Lived.controlled()
        yield* Lived.pass(14_000)
        const events = tags(yield* Lived.history)
        assert.include(events, "JobCompleted")
        assert.notInclude(events, "PodDeadlineExceeded")
      })
    ))
})
