import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { Fact } from "../../../src/domain/event/Fact.ts"
import type { Job } from "../../../src/domain/job/Job.ts"
import * as PodSet from "../../../src/domain/job/PodSet.ts"
import { Superseded } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Group from "../../../src/runtime/control/Group.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import * as Ledger from "../../../src/runtime/control/Ledger.ts"
import type { Mail } from "../../../src/runtime/control/Mailbox.ts"
import * as Slots from "../../../src/runtime/control/Slots.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import * as Lived from "./Lived.ts"

const epoch = 1

const started = (at: number) =>
  Effect.flatMap(EventLog, (log) =>
    log.append([
      {
        stream: LogHead.controllerStream,
        expectedVersion: at - 1,
        events: [{ _tag: "ControllerStarted", at: 0, epoch: at }]
      }
    ])
  )

const created = (name: string, spec: Parameters<typeof Lived.manifest>[0]) =>
  Effect.flatMap(Jobs.Jobs, (jobs) => jobs.create({ ...Lived.manifest(spec), metadata: { name } }))

const patched = (name: string, spec: unknown) =>
  Effect.flatMap(Jobs.Jobs, (jobs) => jobs.patch({ namespace: "default", name }, { spec }))

const streamOf = ({ metadata }: Job): string => LogHead.jobStream(metadata.uid)

/** What a controller of the first epoch has in hand that knows the whole log; its Pods wait. */
const circumstances = (slots: number) =>
  Effect.gen(function* () {
    yield* started(epoch)
    const log = yield* EventLog
    const ledger = Ledger.make()
    for (const record of yield* Stream.runCollect(log.readAll(0))) Ledger.take(ledger, record)
    const all = Slots.make(slots)
    for (const [stream, job] of ledger.jobs)
      for (let ordinal = 0; ordinal < job.podSet.nextOrdinal; ordinal += 1)
        Slots.see(all, { stream, ordinal }, job)
    return { log, ledger, slots: all, epoch }
  })

/** Somebody else is faster: this happens just before the next append. */
const overtaken = <E>(
  given: Group.Circumstances,
  meanwhile: Effect.Effect<unknown, E, Lived.World>
): Effect.Effect<Group.Circumstances, never, Lived.World> =>
  Effect.map(Effect.context<Lived.World>(), (world) => {
    let isDue = true
    const append: typeof given.log.append = (batches) =>
      Effect.suspend(() => {
        if (!isDue) return given.log.append(batches)
        isDue = false
        return Effect.andThen(Effect.orDie(Effect.provide(meanwhile, world)), given.log.append(batches))
      })
    return { ...given, log: { ...given.log, append } }
  })

const told = (stream: string, ...facts: ReadonlyArray<(at: number) => Fact>): Mail => ({
  _tag: "Told",
  stream,
  facts: (_, at) => facts.map((fact) => fact(at))
})

const run = (ordinal: number) => ({ ordinal, container: "main", attempt: 0 })
const starts = (ordinal: number) => (at: number) =>
  ({ _tag: "ContainerStarted", at, ...run(ordinal), ready: true, startedAt: at }) as const

const tagged = (events: ReadonlyArray<{ readonly _tag: string }>, tag: string) =>
  events.filter(({ _tag }) => _tag === tag)

const ordinals = (events: ReadonlyArray<{ readonly _tag: string }>, tag: string) =>
  tagged(events, tag).map((event) => ("ordinal" in event ? event.ordinal : undefined))

const granted = Effect.gen(function* () {
  const records = yield* Stream.runCollect((yield* EventLog).readAll(0))
  return records.flatMap(({ stream, event }) =>
    event._tag === "SlotGranted" ? [`${stream}/${event.ordinal}`] : []
  )
})

const lived = <A, E>(story: Effect.Effect<A, E, Lived.World>) =>
  Lived.lived(() => ({ runsFor: "forever", exitCode: 0 }), story)

/** The ledger is what the log says. */
const assertAgrees = Effect.fnUntraced(function* ({ ledger }: Group.Circumstances, stream: string) {
  const again = Ledger.make()
  for (const record of yield* Stream.runCollect((yield* EventLog).readAll(0))) Ledger.take(again, record)
  assert.deepStrictEqual(Ledger.jobOf(ledger, stream), Ledger.jobOf(again, stream))
})

describe("a group that somebody else's command overtakes", () => {
  const pair = { completions: 2, parallelism: 2 }

  it("is decided again on what stands then: nothing is lost, and nothing told twice", async () => {
    const story = Effect.gen(function* () {
      const stream = streamOf(yield* created("demo", pair))
      const before = yield* circumstances(9)
      yield* Group.decide(before, [])
      const late = yield* overtaken(before, patched("demo", { parallelism: 3, completions: 2 }))
      const mails = [told(stream, starts(0)), told(stream, starts(1))]
      const touched = yield* Group.decide(late, mails)
      yield* assertAgrees(late, stream)
      return { events: yield* Lived.history, touched: touched.get(stream) }
    })
    const { events, touched } = await lived(story)
    assert.lengthOf(tagged(events, "JobSpecChanged"), 1)
    assert.deepStrictEqual(ordinals(events, "ContainerStarted"), [0, 1])
    assert.deepStrictEqual(ordinals(events, "PodStarted"), [0, 1])
    assert.sameMembers([...(touched ?? [])], [0, 1])
    const at = ({ _tag }: { readonly _tag: string }) => _tag === "JobSpecChanged"
    assert.isBelow(
      events.findIndex(at),
      events.findIndex(({ _tag }) => _tag === "ContainerStarted")
    )
  })

  it("sees to the Pods too that the command spoke of", async () => {
    const story = Effect.gen(function* () {
      const stream = streamOf(yield* created("demo", pair))
      const before = yield* circumstances(9)
      yield* Group.decide(before, [])
      const late = yield* overtaken(before, patched("demo", { suspend: true }))
      const touched = yield* Group.decide(late, [told(stream, starts(0))])
      yield* assertAgrees(late, stream)
      return { events: yield* Lived.history, touched: touched.get(stream) }
    })
    const { events, touched } = await lived(story)
    assert.deepStrictEqual(ordinals(events, "PodDeletionRequested"), [0, 1])
    assert.deepStrictEqual(ordinals(events, "ContainerStarted"), [0])
    assert.sameMembers([...(touched ?? [])], [0, 1])
  })

  it("drops facts that are news no more", async () => {
    const story = Effect.gen(function* () {
      const stream = streamOf(yield* created("demo", { ...pair, backoffLimit: 0 }))
      const before = yield* circumstances(9)
      const deleted = Effect.flatMap(Jobs.Jobs, (jobs) => jobs.delete(Lived.name, "Background"))
      const late = yield* overtaken(before, deleted)
      const touched = yield* Group.decide(late, [])
      yield* assertAgrees(late, stream)
      return { events: yield* Lived.history, held: late.slots.held.size, touched: touched.get(stream) }
    })
    const { events, held, touched } = await lived(story)
    assert.lengthOf(tagged(events, "JobDeleted"), 1)
    assert.deepStrictEqual(ordinals(events, "SlotGranted"), [])
    assert.strictEqual(held, 0)
    assert.sameMembers([...(touched ?? [])], [0, 1])
  })

  it("gives its slots to the oldest again, and each once (P7)", async () => {
    const story = Effect.gen(function* () {
      const old = streamOf(yield* created("old", { completions: 1 }))
      yield* Lived.pass(2000)
      yield* created("young", { completions: 1 })
      const late = yield* overtaken(yield* circumstances(1), patched("old", { backoffLimit: 3 }))
      yield* Group.decide(late, [])
      return { old, granted: yield* granted, held: late.slots.held.size }
    })
    const { old, granted: places, held } = await lived(story)
    assert.deepStrictEqual(places, [`${old}/0`])
    assert.strictEqual(held, 1)
  })

  it("fails where it was another controller, and appends nothing (store rule (e))", async () => {
    const story = Effect.gen(function* () {
      const stream = streamOf(yield* created("demo", pair))
      const late = yield* overtaken(yield* circumstances(9), started(epoch + 1))
      const failure = yield* Effect.flip(Group.decide(late, []))
      const job = Ledger.jobOf(late.ledger, stream)
      return { failure, events: yield* Lived.history, slot: PodSet.get(job.podSet, 0)?.slot }
    })
    const { failure, events, slot } = await lived(story)
    assert.deepStrictEqual(failure, new Superseded({ epoch: 1, current: 2 }))
    assert.lengthOf(tagged(events, "SlotGranted"), 0)
    assert.isFalse(slot)
  })
})
