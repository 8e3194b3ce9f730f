import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../../src/adapters/memory/Behaviour.ts"
import * as MemoryContainerRuntime from "../../../src/adapters/memory/MemoryContainerRuntime.ts"
import type { Event, Recorded } from "../../../src/domain/event/Event.ts"
import * as JobStatus from "../../../src/domain/projection/JobStatus.ts"
import {
  ContainerRuntime,
  ContainerRuntimeError,
  Superseded,
  type Run
} from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import * as Lived from "./Lived.ts"

const succeeds: Behaviour = { runsFor: 1000, exitCode: 0 }
const fails: Behaviour = { runsFor: 1000, exitCode: 1 }
const stays: Behaviour = { runsFor: "forever", exitCode: 0 }

const of = <T extends Recorded["_tag"]>(events: ReadonlyArray<Recorded>, tag: T) =>
  events.filter((event): event is Extract<Recorded, { readonly _tag: T }> => event._tag === tag)

const status = Effect.flatMap(Jobs.Jobs, (jobs) => Effect.map(jobs.get(Lived.name), JobStatus.of))

describe("a controller", () => {
  it("carries a Job to its completion", async () => {
    const events = await Lived.lived(() => succeeds, Lived.played(Lived.manifest({ completions: 2 }), 4000))
    assert.lengthOf(of(events, "ContainerExited"), 2)
    assert.lengthOf(of(events, "JobCompleted"), 1)
  })

  it("waits out the back-off of failures, ten seconds and then twenty (JC-94)", async () => {
    const events = await Lived.lived(
      () => fails,
      Lived.played(Lived.manifest({ completions: 1, backoffLimit: 2 }), 60_000)
    )
    const created = of(events, "PodCreated").map(({ at }) => at)
    const ended = of(events, "ContainerExited").map(({ at }) => at)
    assert.lengthOf(created, 3)
    // Due times are counted from whole seconds.
    assert.approximately((created[1] ?? 0) - (ended[0] ?? 0), 10_000, 1000)
    assert.approximately((created[2] ?? 0) - (ended[1] ?? 0), 20_000, 1000)
    assert.lengthOf(of(events, "JobFailed"), 1)
  })

  it("restarts containers in place under OnFailure (LC-31)", async () => {
    const script = ({ attempt }: Run): Behaviour => (attempt < 2 ? fails : succeeds)
    const events = await Lived.lived(
      script,
      Lived.played(Lived.manifest({}, { restartPolicy: "OnFailure" }), 30_000)
    )
    assert.lengthOf(of(events, "PodCreated"), 1)
    assert.deepStrictEqual(
      of(events, "ContainerStarted").map(({ attempt }) => attempt),
      [0, 1, 2]
    )
    assert.lengthOf(of(events, "JobCompleted"), 1)
  })

  it("fails a Pod whose container cannot be started (LC-14)", async () => {
    const events = await Lived.lived(
      () => ({ ...succeeds, startFails: "no such command" }),
      Lived.played(Lived.manifest({ backoffLimit: 0 }), 2000)
    )
    assert.deepStrictEqual(
      of(events, "ContainerExited").map(({ exitCode, reason }) => [exitCode, reason]),
      [[128, "StartError"]]
    )
    assert.lengthOf(of(events, "JobFailed"), 1)
  })

  it("stops Pods at the deadline, and fails the Job when they have ended", async () => {
    const events = await Lived.lived(
      () => ({ ...stays, onTerm: { takes: 3000, exitCode: 143 } }),
      Lived.played(Lived.manifest({ activeDeadlineSeconds: 5 }), 12_000)
    )
    const [asked] = of(events, "FailureTargetSet")
    const [failed] = of(events, "JobFailed")
    assert.strictEqual(asked?.reason, "DeadlineExceeded")
    assert.isAtLeast((failed?.at ?? 0) - (asked?.at ?? 0), 3000)
  })

  it("kills what ignores SIGTERM when its grace is over (LC-51)", async () => {
    const grace = { terminationGracePeriodSeconds: 4 }
    const events = await Lived.lived(
      () => ({ ...stays, onTerm: "ignores" }),
      Lived.played(Lived.manifest({ activeDeadlineSeconds: 2 }, grace), 12_000)
    )
    assert.deepStrictEqual(
      of(events, "ContainerExited").map(({ exitCode }) => exitCode),
      [137]
    )
  })

  it("deletes a finished Job when its TTL is over, and releases its name (CL-1)", async () => {
    const events = await Lived.lived(
      () => succeeds,
      Lived.played(Lived.manifest({ ttlSecondsAfterFinished: 5 }), 12_000)
    )
    assert.lengthOf(of(events, "JobDeleted"), 1)
    assert.lengthOf(of(events, "NameReleased"), 1)
  })
})

describe("slots (P7)", () => {
  const running = (events: ReadonlyArray<Recorded>) =>
    events.reduce<{ now: number; most: number }>(
      ({ now, most }, { _tag }) => {
        const next = now + (_tag === "ContainerStarted" ? 1 : 0) - (_tag === "ContainerExited" ? 1 : 0)
        return { now: next, most: Math.max(most, next) }
      },
      { now: 0, most: 0 }
    ).most

  it("bound how many Pods run at once, and are given oldest first", async () => {
    const job = Lived.manifest({ completions: 6, parallelism: 6 })
    const events = await Lived.lived(() => succeeds, Lived.played(job, 8000, 2))
    assert.strictEqual(running(events), 2)
    assert.deepStrictEqual(
      of(events, "SlotGranted").map(({ ordinal }) => ordinal),
      [0, 1, 2, 3, 4, 5]
    )
    assert.lengthOf(of(events, "JobCompleted"), 1)
  })
})

describe("slots after a takeover (P7)", () => {
  it("are given oldest first, whichever Job the Pods belong to", async () => {
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      const named = (name: string, spec = {}) => ({ ...Lived.manifest(spec), metadata: { name } })
      yield* jobs.create(named("early", { suspend: true }))
      yield* Lived.pass(2000)
      const late = yield* jobs.create(named("late"))
      yield* Lived.pass(2000)
      const reference = { namespace: "default", name: "early" }
      const early = yield* jobs.patch(reference, { spec: { suspend: false } })
      yield* Lived.controlled(1)
      yield* Lived.pass(4000)
      const records = yield* Stream.runCollect(Stream.unwrap(Effect.map(EventLog, (log) => log.readAll(0))))
      const granted = records.filter(({ event }) => event._tag === "SlotGranted")
      return {
        granted: granted.map(({ stream }) => stream),
        expected: [late, early].map(({ metadata }) => LogHead.jobStream(metadata.uid))
      }
    })
    const { granted, expected } = await Lived.lived(() => succeeds, story)
    assert.deepStrictEqual(granted, expected)
  })
})

describe("commands", () => {
  it("suspend a Job, whose Pods end and do not count, and resume it", async () => {
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(Lived.manifest())
      yield* Lived.controlled()
      yield* Lived.pass(500)
      yield* jobs.patch(Lived.name, { spec: { suspend: true } })
      yield* Lived.pass(2000)
      const suspended = yield* status
      yield* jobs.patch(Lived.name, { spec: { suspend: false } })
      yield* Lived.pass(4000)
      return { suspended, resumed: yield* status, events: yield* Lived.history }
    })
    const { suspended, resumed, events } = await Lived.lived(() => succeeds, story)
    assert.deepStrictEqual(
      suspended.conditions?.map(({ type, status: is }) => [type, is]),
      [["Suspended", "True"]]
    )
    assert.isUndefined(suspended.active)
    assert.isUndefined(resumed.failed)
    assert.strictEqual(resumed.succeeded, 1)
    assert.lengthOf(of(events, "PodCreated"), 2)
  })

  it("are refused for a name that is taken, and admitted once it is free (AJ-68)", async () => {
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(Lived.manifest())
      const refused = yield* Effect.flip(jobs.create(Lived.manifest()))
      yield* Lived.controlled()
      yield* jobs.delete(Lived.name, "Background")
      yield* Lived.pass(1000)
      const again = yield* jobs.create(Lived.manifest())
      yield* Lived.history
      return { refused, again }
    })
    const { refused, again } = await Lived.lived(() => succeeds, story)
    assert.strictEqual(refused._tag, "JobAlreadyExists")
    assert.strictEqual(again.generation, 1)
  })

  it("give a Job without a name one of its own (AJ-66)", async () => {
    const nameless = { ...Lived.manifest(), metadata: { generateName: "demo-" } }
    const story = Effect.flatMap(Jobs.Jobs, (jobs) =>
      Effect.all([jobs.create(nameless), jobs.create(nameless)])
    )
    const names = (await Lived.lived(() => succeeds, story)).map(({ metadata }) => metadata.name)
    for (const name of names) assert.match(name, /^demo-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    assert.notStrictEqual(names[0], names[1])
  })

  it("that delete a Job leave nothing of its Pods with the runtime", async () => {
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      const runtime = yield* ContainerRuntime
      yield* jobs.create(Lived.manifest())
      yield* Lived.controlled()
      yield* Lived.pass(500)
      const before = yield* runtime.list
      yield* jobs.delete(Lived.name, "Background")
      yield* Lived.pass(2000)
      return { before, after: yield* runtime.list, events: yield* Lived.history }
    })
    const { before, after, events } = await Lived.lived(() => stays, story)
    assert.lengthOf(before, 1)
    assert.lengthOf(of(events, "PodDeleted"), 1)
    assert.deepStrictEqual(after, [])
  })

  it("say what is not there", async () => {
    const story = Effect.flatMap(Jobs.Jobs, (jobs) => Effect.flip(jobs.patch(Lived.name, {})))
    assert.deepStrictEqual(await Lived.lived(() => succeeds, story), { _tag: "JobNotFound", name: "demo" })
  })
})

describe("a controller that goes", () => {
  const keys = (events: ReadonlyArray<Event>) =>
    of(events, "ContainerStarted").map(({ ordinal, attempt }) => `${ordinal}/${attempt}`)

  it("leaves its Pods running, and the next one learns how they ended (P7)", async () => {
    const started: Array<string> = []
    const script = ({ pod, attempt }: Run): Behaviour => {
      started.push(`${pod}/${attempt}`)
      return succeeds
    }
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(Lived.manifest({ completions: 4, parallelism: 2 }))
      for (let life = 0; life < 12; life += 1) {
        const controller = yield* Lived.controlled()
        yield* Lived.pass(450)
        yield* Fiber.interrupt(controller)
        yield* Lived.pass(300)
      }
      return { now: yield* status, events: yield* Lived.history }
    })
    const { now, events } = await Lived.lived(script, story)
    assert.strictEqual(now.succeeded, 4)
    assert.isUndefined(now.failed)
    assert.lengthOf(started, 4)
    assert.strictEqual(new Set(started).size, 4)
    assert.strictEqual(new Set(keys(events.filter((event) => "ordinal" in event))).size, 4)
  })

  it("is told when another one has taken over, and does nothing more (store rule (e))", async () => {
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      const first = yield* Lived.controlled()
      yield* Lived.pass(100)
      yield* Lived.controlled()
      yield* jobs.create(Lived.manifest())
      yield* Lived.pass(3000)
      return { failure: yield* Effect.flip(Fiber.join(first)), now: yield* status }
    })
    const { failure, now } = await Lived.lived(() => succeeds, story)
    assert.deepStrictEqual(failure, new Superseded({ epoch: 1, current: 2 }))
    assert.strictEqual(now.succeeded, 1)
  })

  it("and whose runtime has forgotten everything, has lost the containers (LC-56)", async () => {
    const forgetful = MemoryContainerRuntime.layer(() => succeeds)
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      yield* jobs.create(Lived.manifest())
      const first = yield* Lived.controlled()
      yield* Lived.pass(500)
      yield* Fiber.interrupt(first)
      yield* Effect.provide(Effect.andThen(Lived.controlled(), Lived.pass(20_000)), Layer.fresh(forgetful))
      return { now: yield* status, events: yield* Lived.history }
    })
    const { now, events } = await Lived.lived(() => succeeds, story)
    assert.lengthOf(of(events, "ContainerLost"), 1)
    assert.strictEqual(now.failed, 1)
    assert.strictEqual(now.succeeded, 1)
  })
})

describe("a controller whose runtime cannot be reached", () => {
  const unreachable = new ContainerRuntimeError({ method: "start", reason: "nobody answers" })

  /** How a controller fares whose first requests to start are not answered: how often it asked, and how it ended. */
  const unanswered = (times: number) => {
    let asked = 0
    const story = Effect.gen(function* () {
      const jobs = yield* Jobs.Jobs
      const runtime = yield* ContainerRuntime
      yield* jobs.create(Lived.manifest())
      const start: typeof runtime.start = (epoch, run) =>
        Effect.suspend(() => {
          asked += 1
          return asked > times ? runtime.start(epoch, run) : unreachable
        })
      const controller = yield* Effect.provideService(Lived.controlled(), ContainerRuntime, {
        ...runtime,
        start
      })
      yield* Lived.pass(30_000)
      return { asked, succeeded: (yield* status).succeeded, exit: controller.pollUnsafe() }
    })
    return Lived.lived(() => succeeds, story)
  }

  it("asks again, each time after twice the pause", async () => {
    const { asked, succeeded } = await unanswered(8)
    assert.strictEqual(asked, 9)
    assert.strictEqual(succeeded, 1)
  })

  it("gives up after half a minute", async () => {
    const { asked, exit } = await unanswered(Infinity)
    assert.strictEqual(asked, 9)
    assert.deepStrictEqual(exit, Exit.fail(unreachable))
  })
})
