/**
 * Deciding a group of facts, and appending what follows in one transaction (store rules (c) to (e)).
 *
 * Later facts of a group are decided on provisional states. They become the states of the ledger when the append has
 * answered; where it is refused they are thrown away, the stream is read again, and the *facts* are decided again.
 * Slots that are free when the facts are decided are granted in the same transaction.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import * as Event from "../../domain/event/Event.ts"
import type { Fact } from "../../domain/event/Fact.ts"
import * as Decider from "../../domain/job/Decider.ts"
import type { Job } from "../../domain/job/Job.ts"
import { Superseded } from "../container/ContainerRuntime.ts"
import type { EventLog, EventLogError, StreamBatch } from "../log/EventLog.ts"
import * as LogHead from "../log/LogHead.ts"
import type { LogRecord } from "../log/LogRecord.ts"
import * as Ledger from "./Ledger.ts"
import type { Mail } from "./Mailbox.ts"
import * as Recall from "./Recall.ts"
import * as Slots from "./Slots.ts"
import * as Transaction from "./Transaction.ts"

/** The ordinals of the Pods that events spoke of, by stream. */
export type Touched = Map<string, Set<number>>

const touch = (touched: Touched, stream: string, event: Event.Event): void => {
  const ordinals = touched.get(stream) ?? new Set()
  touched.set(stream, ordinals)
  if ("ordinal" in event) ordinals.add(event.ordinal)
}

/** All its Pods in hand. */
const touchAll = (touched: Touched, ledger: Ledger.Ledger, stream: string): void => {
  const { pods } = Ledger.jobOf(ledger, stream).podSet
  touched.set(stream, new Set(OrdinalMap.values(pods).map(({ ordinal }) => ordinal)))
}

/** Takes in what others appended. */
const hear = (ledger: Ledger.Ledger, touched: Touched, records: ReadonlyArray<LogRecord>): void => {
  for (const record of records) {
    const { stream, event } = record
    if (Ledger.take(ledger, record) && Event.isOfJob(event)) touch(touched, stream, event)
  }
}

/** What facts lead to, on top of the ledger. */
interface Draft {
  readonly ledger: Ledger.Ledger
  readonly jobs: Map<string, Job>
  readonly batches: Array<StreamBatch>
  readonly touched: Touched
}

const jobOf = ({ ledger, jobs }: Draft, stream: string): Job =>
  jobs.get(stream) ?? Ledger.jobOf(ledger, stream)

const tell = (draft: Draft, stream: string, fact: Fact): void => {
  const before = jobOf(draft, stream)
  const batch = Decider.decide(before, fact)
  if (batch.events.length === 0) return
  const nameVersion = Ledger.nameVersion(draft.ledger, batch.job)
  draft.jobs.set(stream, batch.job)
  draft.batches.push(...Transaction.of({ before, batch, nameVersion }))
  for (const event of batch.events) touch(draft.touched, stream, event)
}

/** Shows the slots how the Pods stand that were spoken of. */
const show = (slots: Slots.Slots, draft: Draft): void => {
  for (const [stream, ordinals] of draft.touched)
    for (const ordinal of ordinals) Slots.see(slots, { stream, ordinal }, jobOf(draft, stream))
}

/** Decides the facts, and grants what slots are free then. */
const fill = (draft: Draft, slots: Slots.Slots, mails: ReadonlyArray<Mail>, at: number): void => {
  for (const mail of mails)
    if (mail._tag === "Told")
      for (const fact of mail.facts(jobOf(draft, mail.stream), at)) tell(draft, mail.stream, fact)
  show(slots, draft)
  for (const { stream, ordinal } of Slots.grant(slots))
    tell(draft, stream, { _tag: "SlotGranted", at, ordinal })
}

type Log = EventLog["Service"]

/** Appends a draft under an epoch and makes it the state. */
const settle = (log: Log, ledger: Ledger.Ledger, epoch: number, { jobs, batches }: Draft) =>
  Effect.gen(function* () {
    const fence = { stream: LogHead.controllerStream, expectedVersion: epoch, events: [] }
    const records = yield* log.append([fence, ...batches])
    for (const record of records) if (!Event.isOfJob(record.event)) Ledger.take(ledger, record)
    for (const [stream, job] of jobs) Ledger.put(ledger, stream, job)
  })

/** Reads a stream that somebody else appended to. */
const reread = (log: Log, ledger: Ledger.Ledger, touched: Touched, stream: string) =>
  Stream.runForEach(log.readStream(stream), (record) => Effect.sync(() => hear(ledger, touched, [record])))

export interface Circumstances {
  readonly log: Log
  readonly ledger: Ledger.Ledger
  readonly slots: Slots.Slots
  readonly epoch: number
}

/** Decides a group and appends it; gives the Pods it spoke of. Fails where a later controller has taken over. */
export const decide = (
  { log, ledger, slots, epoch }: Circumstances,
  mails: ReadonlyArray<Mail>
): Effect.Effect<Touched, Superseded | EventLogError> =>
  Effect.gen(function* () {
    const heard: Touched = new Map()
    for (const mail of mails)
      if (mail._tag === "Appended") {
        for (const stream of yield* Recall.forgotten(log, ledger, mail.records))
          touchAll(heard, ledger, stream)
        hear(ledger, heard, mail.records)
      }
    while (true) {
      const touched: Touched = new Map([...heard].map(([stream, ordinals]) => [stream, new Set(ordinals)]))
      const draft: Draft = { ledger, jobs: new Map(), batches: [], touched }
      fill(draft, slots, mails, yield* Clock.currentTimeMillis)
      if (draft.batches.length === 0) return touched
      const conflict = yield* settle(log, ledger, epoch, draft).pipe(
        Effect.as(undefined),
        Effect.catchTag("Conflict", (refused) => Effect.succeed(refused))
      )
      if (conflict === undefined) return touched
      if (conflict.stream === LogHead.controllerStream)
        return yield* new Superseded({ epoch, current: conflict.actual })
      yield* reread(log, ledger, heard, conflict.stream)
      // What was granted was not: the slots are shown what stands, and who got one waits again.
      show(slots, { ...draft, jobs: new Map() })
      Slots.order(slots)
    }
  })
