/**
 * What a controller is told, in the order it is told: facts for a Job, and what others appended.
 *
 * A fact is made when it is taken in, from the state of its Job then and the clock's `at` (design §4): until then it is
 * only known what will be asked.
 */
import * as Queue from "effect/Queue"
import type { Fact } from "../../domain/event/Fact.ts"
import type { Job } from "../../domain/job/Job.ts"
import type { LogRecord } from "../log/LogRecord.ts"

export type Mail =
  | {
      readonly _tag: "Told"
      readonly stream: string
      readonly facts: (job: Job, at: number) => ReadonlyArray<Fact>
    }
  | { readonly _tag: "Appended"; readonly records: ReadonlyArray<LogRecord> }

export type Mailbox = Queue.Queue<Mail>

export const make = Queue.unbounded<Mail>()

export const tell = (
  mailbox: Mailbox,
  stream: string,
  facts: (job: Job, at: number) => ReadonlyArray<Fact>
) => Queue.offer(mailbox, { _tag: "Told", stream, facts })

/** Hands on what was appended, by whomever. */
export const hand = (mailbox: Mailbox, records: ReadonlyArray<LogRecord>) =>
  Queue.offer(mailbox, { _tag: "Appended", records })

/** How many are taken in at once: they share one transaction (store rule (c)). */
const groupMax = 1000

/** The next ones, at least one. */
export const next = (mailbox: Mailbox) => Queue.takeBetween(mailbox, 1, groupMax)
