/**
 * Verifying a log: nothing was altered, and every decision follows from the facts (promise P5).
 *
 * Records are read one by one. The chain, the positions and the order of time are checked at once. A batch is decided
 * again when it opens: a line that is byte for byte the one that must follow has nothing left to be checked, and so is
 * not even parsed. Any other is read and kept; what differs is told when the batch is complete.
 */
import * as Result from "effect/Result"
import * as Admission from "../../domain/command/Admission.ts"
import * as Event from "../../domain/event/Event.ts"
import type { JobCreated } from "../../domain/event/Fact.ts"
import * as Decider from "../../domain/job/Decider.ts"
import * as Job from "../../domain/job/Job.ts"
import * as Chain from "./Chain.ts"
import * as EventData from "./EventData.ts"
import * as Jsonl from "./Jsonl.ts"
import * as LogHead from "./LogHead.ts"
import * as LogRecord from "./LogRecord.ts"
import * as Registry from "./Registry.ts"

/** The log is not what was written: the first bad record, counted from 1, and the head of the good ones before it. */
export interface Broken {
  readonly _tag: "Broken"
  readonly record: number
  readonly reason: string
  readonly head: LogHead.LogHead
}

/**
 * A decision does not follow from the facts: the first event that differs, as recorded and as decided now, as JSON
 * texts. One of them is absent where an event is missing or too many.
 */
export interface Different {
  readonly _tag: "Different"
  readonly seq: number
  readonly stream: string
  readonly recorded: string | undefined
  readonly decided: string | undefined
  readonly head: LogHead.LogHead
}

export interface Verified {
  readonly _tag: "Verified"
  readonly head: LogHead.LogHead
  readonly streams: number
}

export type Finding = Broken | Different
export type Report = Verified | Finding

const undecided: Decider.Batch = { events: [], job: Job.initialState, steps: 0 }

/** A batch of a stream as it is decided again, the Job before it, and its last record. */
export interface Closed {
  readonly stream: string
  readonly before: Job.Job
  readonly batch: Decider.Batch
  readonly head: LogHead.LogHead
}

/** One verification under way. */
export interface Verifier {
  /** Is shown every batch that is complete. */
  readonly see: (closed: Closed) => void
  head: LogHead.LogHead
  readonly jobs: Map<string, Job.Job>
  readonly registry: Registry.Registry
  /** The records of the batch that is not complete yet. */
  open: Array<Jsonl.HashedRecord>
  /** The same batch, decided again. */
  again: Decider.Batch
}

export const start = (see: Verifier["see"] = () => {}): Verifier => ({
  see,
  head: LogHead.empty,
  jobs: new Map(),
  registry: new Map(),
  open: [],
  again: undecided
})

const broken = ({ head }: Verifier, reason: string): Broken => ({
  _tag: "Broken",
  record: head.seq + 1,
  reason,
  head
})

const versionOf = ({ jobs, registry, open }: Verifier, stream: string): number =>
  Registry.entry(registry, stream).version +
  (jobs.get(stream)?.resourceVersion ?? 0) +
  (open[0]?.stream === stream ? open.length : 0)

const lastAt = ({ jobs, registry, open }: Verifier, stream: string): number =>
  open[0]?.stream === stream
    ? (open.at(-1)?.event.at ?? 0)
    : (jobs.get(stream)?.at ?? Registry.entry(registry, stream).at)

/** A Job's stream bears its UID, and is decided by rules this version knows (promise P6). */
const misbegun = ({ stream, event }: Jsonl.HashedRecord): string | undefined => {
  if (event._tag === "RulesAdopted" || event._tag === "JobCreated") {
    if (event.rules > Admission.rules) return `rules ${event.rules} are those of a newer version`
  }
  if (event._tag !== "JobCreated" || stream === LogHead.jobStream(event.metadata.uid)) return undefined
  return `a Job of UID ${event.metadata.uid} stands in the stream ${stream}`
}

/** What is wrong with the place of a record, if anything is. */
const misplaced = (verifier: Verifier, record: Jsonl.HashedRecord): string | undefined => {
  const { head, open } = verifier
  if (record.seq !== head.seq + 1) return `seq is ${record.seq}, expected ${head.seq + 1}`
  if (record.hash !== Chain.next(head.hash, record.text)) {
    return "the hash does not fit the record and the one before it"
  }
  const expected = versionOf(verifier, record.stream) + 1
  if (record.version !== expected)
    return `version of ${record.stream} is ${record.version}, expected ${expected}`
  if (record.event.at < lastAt(verifier, record.stream)) return "at is before that of the record before it"
  if (!Event.isOfJob(record.event)) return Registry.objection(verifier.registry, record, record.event)
  if (record.cause === 0) return Event.isFact(record.event) ? misbegun(record) : "a decision without a cause"
  const opening = open[0]
  return opening?.seq === record.cause && opening.stream === record.stream
    ? undefined
    : `cause is ${record.cause}, which is not the fact that opened this batch`
}

type Opening = readonly [JobCreated, Decider.Command]

/** The creation of a Job and a command of the same instant are decided together; anything else by itself. */
const isCreation = (events: ReadonlyArray<Event.Event>): events is Opening =>
  events[0]?._tag === "JobCreated" && events[1] !== undefined && Event.isFact(events[1])

const decided = (job: Job.Job, events: ReadonlyArray<Event.Event>): Decider.Batch => {
  if (isCreation(events)) return Decider.decideCreation(job, events[0], events[1])
  const [fact] = events
  return fact === undefined || !Event.isFact(fact) ? { events: [], job, steps: 0 } : Decider.decide(job, fact)
}

/** Where a record of the open batch stands. */
const placeOf = ({ seq, stream, version }: Jsonl.HashedRecord, position: number): LogRecord.Place => ({
  seq: seq + position,
  stream,
  version: version + position,
  cause: position === 0 ? 0 : seq
})

/** The record that must follow in the open batch, if a decision must and everything before is as it was decided. */
const awaited = ({ open, again, head }: Verifier): Jsonl.HashedRecord | undefined => {
  const [opening] = open
  const event = again.events[open.length]
  if (opening === undefined || event === undefined) return undefined
  if (open.at(-1)?.event !== again.events[open.length - 1]) return undefined
  if (!EventData.fits(event._tag, EventData.of(event))) return undefined
  const record = LogRecord.encode(placeOf(opening, open.length), event)
  return { ...record, hash: Chain.next(head.hash, record.text) }
}

/** Takes in a good record. The facts of a batch, of which there are at most two, decide what must follow in it. */
const keep = (verifier: Verifier, record: Jsonl.HashedRecord): void => {
  const { jobs, registry, open } = verifier
  const { stream, event, seq, hash } = record
  verifier.head = { seq, hash }
  if (!Event.isOfJob(event)) return Registry.take(registry, record, event)
  open.push(record)
  if (!Event.isFact(event) || open.length > 2) return
  const facts = open.map((one) => one.event).filter(Event.isOfJob)
  verifier.again = decided(jobs.get(stream) ?? Job.initialState, facts)
}

/** Facts are what they are, and their text is covered by its hash; a decision must be taken again as it stands. */
const isSameEvent = (
  place: LogRecord.Place,
  recorded: Event.Recorded | undefined,
  again: Event.Event | undefined
): boolean => {
  if (recorded === again) return true
  if (recorded === undefined || again === undefined) return false
  if (Event.isOfJob(recorded) && Event.isFact(recorded)) return recorded._tag === again._tag
  return LogRecord.encode(place, recorded).text === LogRecord.encode(place, again).text
}

/** Completes the open batch; what differs first in it, if anything does. */
const close = (verifier: Verifier): Different | undefined => {
  const { open, again, jobs, head, see } = verifier
  const [opening] = open
  if (opening === undefined) return undefined
  const { stream } = opening
  see({ stream, before: jobs.get(stream) ?? Job.initialState, batch: again, head })
  jobs.set(stream, again.job)
  verifier.open = []
  verifier.again = undecided
  for (let position = 0; position < Math.max(open.length, again.events.length); position += 1) {
    const place = placeOf(opening, position)
    const record = open[position]
    const event = again.events[position]
    if (isSameEvent(place, record?.event, event)) continue
    const text = event === undefined ? undefined : LogRecord.encode(place, event).text
    return { _tag: "Different", seq: place.seq, stream, recorded: record?.text, decided: text, head }
  }
  return undefined
}

/** Takes the next record of a log; answers with the first thing that is wrong. */
export const take = (verifier: Verifier, record: Jsonl.HashedRecord): Finding | undefined => {
  const wrong = misplaced(verifier, record)
  if (wrong !== undefined) return broken(verifier, wrong)
  const finding = record.cause === 0 ? close(verifier) : undefined
  keep(verifier, record)
  return finding
}

/** Takes the next line of a log; answers with the first thing that is wrong. */
export const line = (verifier: Verifier, text: string): Finding | undefined => {
  const next = awaited(verifier)
  if (next !== undefined && Jsonl.line(next) === text) {
    keep(verifier, next)
    return undefined
  }
  return Result.match(Jsonl.parse(text), {
    onFailure: ({ reason }) => broken(verifier, reason),
    onSuccess: (record) => take(verifier, record)
  })
}

/** What was cut off is not there to be compared: the log is not whole, but nothing in it is false. */
const cutShort = ({ seq, decided: missing, head }: Different): Broken => ({
  _tag: "Broken",
  record: seq,
  reason: `the log ends inside a batch: ${missing ?? "a decision"} is missing`,
  head
})

/** After the last line. An empty log is refused: it proves nothing. */
export const end = (verifier: Verifier): Report => {
  const finding = close(verifier)
  if (finding !== undefined) return finding.recorded === undefined ? cutShort(finding) : finding
  if (verifier.head.seq === 0) return broken(verifier, "the log is empty")
  return { _tag: "Verified", head: verifier.head, streams: verifier.jobs.size }
}

/** Verifies the lines of a whole log. */
export const verify = (lines: Iterable<string>): Report => {
  const verifier = start()
  for (const text of lines) {
    const finding = line(verifier, text)
    if (finding !== undefined) return finding
  }
  return end(verifier)
}
