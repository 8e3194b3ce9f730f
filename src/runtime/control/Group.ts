/**
 * Deciding a group of facts, and appending what follows in one transaction (store rules (c) to (e)).
 *
 * Later facts of a group are decided on provisional states. They become the states of the ledger when the append has
 * answered; where it is refused they are thrown away, the stream is read again, and the *facts* are decided again.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Event } from "../../domain/event/Event.ts"
import * as EventKind from "../../domain/event/Event.ts"
import * as Decider from "../../domain/job/Decider.ts"
import type { Job } from "../../domain/job/Job.ts"
import { Superseded } from "../container/ContainerRuntime.ts"
import type { EventLog, EventLogError, StreamBatch } from "../log/EventLog.ts"
import * as LogHead from "../log/LogHead.ts"
import type { LogRecord } from "../log/LogRecord.ts"
import * as Ledger from "./Ledger.ts"
import type { Mail } from "./Mailbox.ts"
import * as Transaction from "./Transaction.ts"

/** The ordinals of the Pods that events spoke of, by stream. */
export type Touched = Map<string, Set<number>>

const touch = (touched: Touched, stream: string, event: Event): void => {
  const ordinals = touched.get(stream) ?? new Set()
  touched.set(stream, ordinals)
  if ("ordinal" in event) ordinals.add(event.ordinal)
}

/** Takes in what others appended. */
const hear = (ledger: Ledger.Ledger, touched: Touched, records: ReadonlyArray<LogRecord>): void => {
  for (const record of records) {
    const { stream, event } = record
    if (Ledger.take(ledger, record) && EventKind.isOfJob(event)) touch(touched, stream, event)
  }
}

interface Draft {
  readonly jobs: Map<string, Job>
  readonly batches: ReadonlyArray<StreamBatch>
  readonly touched: Touched
}

/** What the facts lead to, on top of the ledger. */
const draft = (ledger: Ledger.Ledger, mails: ReadonlyArray<Mail>, at: number): Draft => {
  const jobs = new Map<string, Job>()
  const touched: Touched = new Map()
  const batches: Array<StreamBatch> = []
  for (const mail of mails) {
    if (mail._tag === "Appended") continue
    const { stream } = mail
    for (const fact of mail.facts(jobs.get(stream) ?? Ledger.jobOf(ledger, stream), at)) {
      const before = jobs.get(stream) ?? Ledger.jobOf(ledger, stream)
      const batch = Decider.decide(before, fact)
      if (batch.events.length === 0) continue
      jobs.set(stream, batch.job)
      batches.push(...Transaction.of({ before, batch, nameVersion: Ledger.nameVersion(ledger, batch.job) }))
      for (const event of batch.events) touch(touched, stream, event)
    }
  }
  return { jobs, batches, touched }
}

type Log = EventLog["Service"]

/** Appends a draft under an epoch and makes it the state. */
const settle = (log: Log, ledger: Ledger.Ledger, epoch: number, { jobs, batches }: Draft) =>
  Effect.gen(function* () {
    const fence = { stream: LogHead.controllerStream, expectedVersion: epoch, events: [] }
    const records = yield* log.append([fence, ...batches])
    for (const record of records) if (!EventKind.isOfJob(record.event)) Ledger.take(ledger, record)
    for (const [stream, job] of jobs) Ledger.put(ledger, stream, job)
  })

/** Reads a stream that somebody else appended to. */
const reread = (log: Log, ledger: Ledger.Ledger, touched: Touched, stream: string) =>
  Stream.runForEach(log.readStream(stream), (record) => Effect.sync(() => hear(ledger, touched, [record])))

/** Decides a group and appends it; gives the Pods it spoke of. Fails where a later controller has taken over. */
export const decide = (
  log: Log,
  ledger: Ledger.Ledger,
  epoch: number,
  mails: ReadonlyArray<Mail>
): Effect.Effect<Touched, Superseded | EventLogError> =>
  Effect.gen(function* () {
    const heard: Touched = new Map()
    for (const mail of mails) if (mail._tag === "Appended") hear(ledger, heard, mail.records)
    while (true) {
      const drafted = draft(ledger, mails, yield* Clock.currentTimeMillis)
      for (const [stream, ordinals] of heard)
        drafted.touched.set(stream, new Set([...(drafted.touched.get(stream) ?? []), ...ordinals]))
      if (drafted.batches.length === 0) return drafted.touched
      const conflict = yield* settle(log, ledger, epoch, drafted).pipe(
        Effect.as(undefined),
        Effect.catchTag("Conflict", (refused) => Effect.succeed(refused))
      )
      if (conflict === undefined) return drafted.touched
      if (conflict.stream === LogHead.controllerStream)
        return yield* new Superseded({ epoch, current: conflict.actual })
      yield* reread(log, ledger, heard, conflict.stream)
    }
  })
