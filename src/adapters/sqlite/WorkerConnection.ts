/**
 * The connection to a store in a worker of its own, and this side of it.
 *
 * The worker keeps the process alive only as long as something waits for it.
 */
import { extname } from "node:path"
import { setImmediate } from "node:timers/promises"
import { Worker } from "node:worker_threads"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type * as Appending from "./Appending.ts"
import type * as Connection from "./Connection.ts"
import * as Message from "./Message.ts"
import type { Options } from "./Options.ts"
import { StoreError } from "./StoreError.ts"

/** So many events are sent at a time; between them the thread does its other work. */
const sentEvents = 1024

type Resume = (effect: Effect.Effect<Message.Value, StoreError>) => void

/** This side of a worker. */
interface Link {
  readonly worker: Worker
  readonly pending: Map<number, Resume>
  /** Appends that are not sent yet, in the order of their calls. */
  readonly outbox: Array<{ readonly id: number; readonly append: Appending.Append }>
  isSending: boolean
  lastId: number
  /** Why nothing can be asked any more. */
  stopped: StoreError | undefined
}

/** Among the sources, in what is built from them and in the bundled command alike, the worker stands beside this file. */
const workerUrl = new URL(`./StoreWorker${extname(import.meta.url)}`, import.meta.url)

const post = ({ worker }: Link, message: Message.ToWorker): void => worker.postMessage(message)

const settle = (link: Link, id: number, effect: Effect.Effect<Message.Value, StoreError>): void => {
  const resume = link.pending.get(id)
  link.pending.delete(id)
  if (link.pending.size === 0) link.worker.unref()
  resume?.(effect)
}

const receive = (link: Link, answers: Message.FromWorker): void => {
  for (const answer of answers) {
    const { id } = answer
    settle(link, id, answer._tag === "Done" ? Effect.succeed(answer.value) : new StoreError(answer.error))
  }
}

const stop = (link: Link, error: StoreError): void => {
  link.stopped ??= error
  for (const id of link.pending.keys()) settle(link, id, link.stopped)
}

/** Waits for the answer to what `send` sends under a new id. */
const answer = (link: Link, send: (id: number) => void): Effect.Effect<Message.Value, StoreError> =>
  Effect.callback((resume) => {
    if (link.stopped !== undefined) return resume(link.stopped)
    link.lastId += 1
    const id = link.lastId
    link.pending.set(id, resume)
    link.worker.ref()
    send(id)
    return Effect.sync(() => settle(link, id, Effect.interrupt))
  })

/** Sends an append in pieces, each a turn of the event loop. */
const sendAppend = async (link: Link, id: number, { slots, events }: Appending.Append): Promise<void> => {
  let sent = 0
  for (; events.length - sent > sentEvents; sent += sentEvents) {
    post(link, { _tag: "Events", id, events: events.slice(sent, sent + sentEvents) })
    await setImmediate()
  }
  post(link, { _tag: "Append", id, slots, events: sent === 0 ? events : events.slice(sent) })
}

/** One append after the other: whoever decided upon the one before must not overtake it (store rule (c)). */
const sendAll = async (link: Link): Promise<void> => {
  if (link.isSending) return
  link.isSending = true
  for (let next = link.outbox.shift(); next !== undefined; next = link.outbox.shift()) {
    const { id, append } = next
    // What cannot be sent is no event: a defect of whoever appends it.
    await sendAppend(link, id, append).catch((error: unknown) => settle(link, id, Effect.die(error)))
  }
  link.isSending = false
}

const start = (options: Options): Effect.Effect<Link, StoreError> =>
  Effect.callback((resume) => {
    // Some flags of the program, such as --input-type, no file can be started with; the worker needs none.
    const worker = new Worker(workerUrl, { workerData: options, name: "jobledger store", execArgv: [] })
    const link: Link = {
      worker,
      pending: new Map(),
      outbox: [],
      isSending: false,
      lastId: Message.opening,
      stopped: undefined
    }
    const gone = (why: string) =>
      stop(link, new StoreError({ kind: "Unavailable", reason: `${options.path}: the store ${why}` }))
    link.pending.set(Message.opening, (opened) => resume(Effect.as(opened, link)))
    worker.on("message", (answers: Message.FromWorker) => receive(link, answers))
    worker.on("error", (error) => gone(`stopped: ${String(error)}`))
    worker.on("exit", () => gone("is closed"))
  })

/** Everything sent before is done before; an answer that nobody waits for any more lets the process end no sooner. */
const close = (link: Link): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (link.stopped !== undefined) return resume(Effect.void)
    link.pending.set(Message.closing, () => resume(Effect.void))
    link.worker.ref()
    post(link, { _tag: "Close" })
  })

/** Opens a store in a worker, for as long as the scope is open. */
export const open = (options: Options): Effect.Effect<Connection.Connection, StoreError, Scope.Scope> =>
  Effect.map(Effect.acquireRelease(start(options), close), (link) => ({
    ask: <R extends Connection.Request>(request: R) =>
      // The worker answers as `Answers` says.
      answer(link, (id) => post(link, { _tag: "Ask", id, request })) as Effect.Effect<
        Connection.Answers[R["_tag"]],
        StoreError
      >,
    append: (append) =>
      // The worker answers an append with one of the two.
      answer(link, (id) => {
        link.outbox.push({ id, append })
        void sendAll(link)
      }) as Effect.Effect<Connection.Written | Appending.Stale, StoreError>
  }))
