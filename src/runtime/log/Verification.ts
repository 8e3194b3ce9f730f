/**
 * Verifying a log: nothing was altered, and every decision follows from the facts (promise P5).
 *
 * Records are read one by one. The chain, the positions and the order of time are checked at once; a batch is decided
 * again when it is complete, and compared byte for byte.
 */
import * as Result from "effect/Result"
import * as Event from "../../domain/event/Event.ts"
import * as Decider from "../../domain/job/Decider.ts"
import * as Job from "../../domain/job/Job.ts"
import * as Chain from "./Chain.ts"
import * as Jsonl from "./Jsonl.ts"
import * as LogHead from "./LogHead.ts"
import * as LogRecord from "./LogRecord.ts"

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

/** One verification under way. */
export interface Verifier {
  head: LogHead.LogHead
  readonly jobs: Map<string, Job.Job>
  /** The records of the batch that is not complete yet. */
  open: Array<Jsonl.HashedRecord>
}

export const start = (): Verifier => ({ head: LogHead.empty, jobs: new Map(), open: [] })

const broken = ({ head }: Verifier, reason: string): Broken => ({
  _tag: "Broken",
  record: head.seq + 1,
  reason,
  head
})

const versionOf = ({ jobs, open }: Verifier, stream: string): number =>
  (jobs.get(stream)?.resourceVersion ?? 0) + (open[0]?.stream === stream ? open.length : 0)

const lastAt = ({ jobs, open }: Verifier, stream: string): number =>
  open[0]?.stream === stream ? (open.at(-1)?.event.at ?? 0) : (jobs.get(stream)?.at ?? 0)

/** What is wrong with the place of a record, if anything is. */
const misplaced = (verifier: Verifier, record: Jsonl.HashedRecord): string | undefined => {
  const { head, open } = verifier
  if (record.seq !== head.seq + 1) return `seq is ${record.seq}, expected ${head.seq + 1}`
  if (record.hash !== Chain.next(head.hash, record.text))
    return "the hash does not fit the record and the one before it"
  const expected = versionOf(verifier, record.stream) + 1
  if (record.version !== expected)
    return `version of ${record.stream} is ${record.version}, expected ${expected}`
  if (record.event.at < lastAt(verifier, record.stream)) return "at is before that of the record before it"
  if (record.cause === 0) return Event.isFact(record.event) ? undefined : "a decision without a cause"
  const opening = open[0]
  return opening?.seq === record.cause && opening.stream === record.stream
    ? undefined
    : `cause is ${record.cause}, which is not the fact that opened this batch`
}

const decided = (job: Job.Job, events: ReadonlyArray<Event.Event>): Decider.Batch => {
  const [first, second] = events.filter(Event.isFact)
  if (first === undefined) return { events: [], job, steps: 0 }
  return second === undefined ? Decider.decide(job, first) : Decider.decideTogether(job, first, second)
}

/** Decides the open batch again; what differs first, if anything does. */
const close = (verifier: Verifier): Different | undefined => {
  const { open, jobs, head } = verifier
  const [opening] = open
  if (opening === undefined) return undefined
  const { stream } = opening
  const batch = decided(
    jobs.get(stream) ?? Job.initialState,
    open.map(({ event }) => event)
  )
  jobs.set(stream, batch.job)
  verifier.open = []
  const length = Math.max(open.length, batch.events.length)
  for (let position = 0; position < length; position += 1) {
    const record = open[position]
    const seq = opening.seq + position
    const place = {
      seq,
      stream,
      version: opening.version + position,
      cause: position === 0 ? 0 : opening.seq
    }
    const event = batch.events[position]
    const again = event === undefined ? undefined : LogRecord.encode(place, event).text
    if (record?.text !== again)
      return { _tag: "Different", seq, stream, recorded: record?.text, decided: again, head }
  }
  return undefined
}

/** Takes the next line of a log; answers with the first thing that is wrong. */
export const line = (verifier: Verifier, text: string): Finding | undefined =>
  Result.match(Jsonl.parse(text), {
    onFailure: ({ reason }) => broken(verifier, reason),
    onSuccess: (record) => {
      const wrong = misplaced(verifier, record)
      if (wrong !== undefined) return broken(verifier, wrong)
      const finding = record.cause === 0 ? close(verifier) : undefined
      verifier.open.push(record)
      verifier.head = { seq: record.seq, hash: record.hash }
      return finding
    }
  })

/** After the last line. */
export const end = (verifier: Verifier): Report =>
  close(verifier) ?? { _tag: "Verified", head: verifier.head, streams: verifier.jobs.size }

/** Verifies the lines of a whole log. */
export const verify = (lines: Iterable<string>): Report => {
  const verifier = start()
  for (const text of lines) {
    const finding = line(verifier, text)
    if (finding !== undefined) return finding
  }
  return end(verifier)
}
