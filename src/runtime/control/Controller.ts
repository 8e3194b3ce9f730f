/**
 * The controller of a store: the loop that carries facts to the domain, what it decides to the log, and what follows
 * from the new state to the containers.
 *
 * It takes a new epoch, learns from the runtime what became of the containers, closes the gap to the log both ways
 * (promise P7), and then goes round: take mail, decide, append, act. Nothing is acted upon before it is durable.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FiberMap from "effect/FiberMap"
import * as FiberSet from "effect/FiberSet"
import * as Stream from "effect/Stream"
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as RunningContainers from "../../domain/projection/RunningContainers.ts"
import {
  ContainerRuntime,
  type ContainerRuntimeError,
  type Observation,
  type RunKey,
  type Superseded
} from "../container/ContainerRuntime.ts"
import { EventLog, type EventLogError } from "../log/EventLog.ts"
import * as LogHead from "../log/LogHead.ts"
import * as States from "../log/States.ts"
import * as Actions from "./Actions.ts"
import * as Group from "./Group.ts"
import * as Ledger from "./Ledger.ts"
import * as Mailbox from "./Mailbox.ts"
import * as Observed from "./Observed.ts"
import * as Recall from "./Recall.ts"
import * as Slots from "./Slots.ts"
import * as Wakeups from "./Wakeups.ts"

export interface Options {
  /** How many Pods may run at once (promise P7). */
  readonly slots: number
}

/** A later controller has taken over, or one of the ports has failed for good. */
export type ControllerError = Superseded | EventLogError | ContainerRuntimeError

type Log = EventLog["Service"]

/** So many questions to the log are under way at once. */
const askedAtOnce = 64

/** Learns what is at work and opens a new epoch; what is appended behind `seq` is still to be heard. */
const takeOver = Effect.fnUntraced(function* (log: Log) {
  const ledger = Ledger.make()
  const { seq } = yield* log.head
  yield* Effect.forEach(
    yield* States.jobs(log, "AtWork"),
    ({ stream, job }) => Recall.put(log, ledger, stream, job),
    { concurrency: askedAtOnce, discard: true }
  )
  while (true) {
    const last = yield* log.readLast(LogHead.controllerStream)
    const epoch = (last?.version ?? 0) + 1
    const at = yield* Clock.currentTimeMillis
    const started = yield* log
      .append([
        {
          stream: LogHead.controllerStream,
          expectedVersion: epoch - 1,
          events: [{ _tag: "ControllerStarted", at, epoch }]
        }
      ])
      .pipe(Effect.catchTag("Conflict", () => Effect.succeed(undefined)))
    // Somebody was faster, and their epoch is over at once.
    if (started !== undefined) return { ledger, epoch, seq }
  }
})

const allPods = (job: Job): Set<number> =>
  new Set(OrdinalMap.values(job.podSet.pods).map(({ ordinal }) => ordinal))

/** Brings everything that hangs on these Pods up to date. */
const follow = Effect.fnUntraced(function* (control: Control, touched: Group.Touched) {
  for (const [stream, ordinals] of touched) {
    const job = Ledger.jobOf(control.ledger, stream)
    yield* Wakeups.ofJob(control.wakeups, stream, job)
    for (const ordinal of ordinals) yield* Actions.ofPod(control.actions, stream, job, ordinal)
  }
})

interface Control {
  readonly ledger: Ledger.Ledger
  readonly mailbox: Mailbox.Mailbox
  /** Those that listen. */
  readonly fibers: FiberSet.FiberSet<void, ControllerError>
  readonly wakeups: Wakeups.Wakeups
  readonly actions: Actions.Actions
}

/** Passes on what the runtime saw; what belongs to no Pod that is in hand is to be removed. */
const observe = ({ actions, mailbox }: Control, seen: Observation) => {
  const place = Actions.placeOf(actions, seen.pod)
  if (place === undefined) return Actions.remove(actions, seen.pod)
  return Mailbox.tell(mailbox, place.stream, (job, at) => {
    const pod = OrdinalMap.get(job.podSet.pods, place.ordinal)
    return pod === undefined ? [] : Observed.facts(pod, seen, at, job.spec.template.spec)
  })
}

const keyOf = ({ pod, container, attempt }: RunKey): string => JSON.stringify([pod, container, attempt])

/** Runs the log speaks of, and the runtime does not: they are lost (LC-56). */
const lost = (ledger: Ledger.Ledger, known: ReadonlyArray<Observation>, at: number): Array<Observation> => {
  const told = new Set(known.map(keyOf))
  return [...ledger.jobs.values()]
    .flatMap(RunningContainers.of)
    .filter((run) => !told.has(keyOf(run)))
    .map((run) => ({ _tag: "Lost", ...run, lostAt: at }))
}

/** What the state of the store asks for, all of it: the Pods wait for slots, run, or are to end. */
const begin = Effect.fnUntraced(function* (control: Control, circumstances: Group.Circumstances) {
  const { ledger, slots } = circumstances
  const everything: Group.Touched = new Map([...ledger.jobs].map(([stream, job]) => [stream, allPods(job)]))
  for (const [stream, ordinals] of everything)
    for (const ordinal of ordinals) Slots.see(slots, { stream, ordinal }, Ledger.jobOf(ledger, stream))
  Slots.order(slots)
  yield* Group.decide(circumstances, [])
  yield* follow(control, everything)
})

/** Hears what the containers do, what became of them meanwhile, and what others append behind a position. */
const listen = Effect.fnUntraced(function* (control: Control, log: Log, seq: number) {
  const { actions, fibers, ledger, mailbox } = control
  const { runtime, epoch } = actions
  for (const seen of lost(ledger, yield* runtime.list, yield* Clock.currentTimeMillis))
    yield* observe(control, seen)
  yield* FiberSet.run(
    fibers,
    Stream.runForEach(runtime.attach(epoch), (seen) => observe(control, seen))
  )
  // What this controller appended it has taken in already, and need not go round for.
  const foreign = Stream.runForEachArray(log.subscribe(seq), (records) =>
    records.every((record) => Ledger.knows(ledger, record))
      ? Effect.void
      : Effect.asVoid(Mailbox.hand(mailbox, records))
  )
  yield* FiberSet.run(fibers, foreign)
})

/** Goes round for ever. What was appended is acted upon, also by a controller that is told to end meanwhile. */
const loop = (control: Control, circumstances: Group.Circumstances) =>
  Effect.forever(
    Effect.flatMap(Mailbox.next(control.mailbox), (mails) =>
      Effect.uninterruptible(
        Effect.flatMap(Group.decide(circumstances, mails), (touched) => follow(control, touched))
      )
    )
  )

/** For so long an ending controller waits until the runtime has taken what it was asked. */
const farewell = "2 seconds"

/** Controls the store until it fails, or is interrupted: the Pods that run then go on, and a later controller learns of them. */
export const run = ({ slots }: Options): Effect.Effect<never, ControllerError, EventLog | ContainerRuntime> =>
  Effect.scoped(
    Effect.gen(function* () {
      const log = yield* EventLog
      const runtime = yield* ContainerRuntime
      const { ledger, epoch, seq } = yield* takeOver(log)
      const mailbox = yield* Mailbox.make
      const fibers = yield* FiberSet.make<void, ControllerError>()
      const asking = yield* FiberSet.make<void, Superseded | ContainerRuntimeError>()
      yield* Effect.addFinalizer(() => Effect.ignore(Effect.timeout(FiberSet.awaitEmpty(asking), farewell)))
      const wakeups = Wakeups.make(mailbox, yield* FiberMap.make<string>())
      const actions = Actions.make({ runtime, epoch, asking, wakeups })
      const control: Control = { ledger, mailbox, fibers, wakeups, actions }
      const circumstances = { log, ledger, slots: Slots.make(slots), epoch }
      yield* begin(control, circumstances)
      yield* listen(control, log, seq)
      return yield* Effect.raceFirst(
        loop(control, circumstances),
        Effect.andThen(Effect.raceFirst(FiberSet.join(fibers), FiberSet.join(asking)), Effect.never)
      )
    })
  )
