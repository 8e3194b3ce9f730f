/**
 * The worker that has the connection: SQLite blocks its thread, and this one does nothing else (store rule (g)).
 *
 * Appends that arrive while a transaction runs are committed together in the next one (rule (c)).
 */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads"
import type { Recorded } from "../../domain/event/Event.ts"
import * as Appending from "./Appending.ts"
import type { Request } from "./Connection.ts"
import * as Message from "./Message.ts"
import type { Options } from "./Options.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import * as Store from "./Store.ts"
import * as StoreError from "./StoreError.ts"

/** Of a longer append the records are not sent at once, but read page by page. */
const sentRecordsMax = 512

interface Waiting {
  readonly id: number
  readonly append: Appending.Append
}

const done = (id: number, value: Message.Value): Message.Answer => ({ _tag: "Done", id, value })

const failed = (path: string, id: number, thrown: unknown): Message.Answer => {
  const { kind, reason } = StoreError.from(path, thrown)
  return { _tag: "Failed", id, error: { kind, reason } }
}

const told = (outcome: Appending.Outcome): Message.Value => {
  if (outcome._tag === "Conflict") return outcome
  const { records } = outcome
  const rows = records.length > sentRecordsMax ? undefined : records.map(({ text, hash }) => ({ text, hash }))
  return { _tag: "Written", behind: (records[0]?.seq ?? 1) - 1, rows }
}

const commit = (store: Store.Store, group: ReadonlyArray<Waiting>): Message.FromWorker => {
  try {
    const outcomes = Appending.commit(
      store,
      group.map(({ append }) => append)
    )
    return group.flatMap(({ id }, position) => {
      const outcome = outcomes[position]
      return outcome === undefined ? [] : [done(id, told(outcome))]
    })
  } catch (error) {
    return group.map(({ id }) => failed(store.path, id, error))
  }
}

const answered = (store: Store.Store, id: number, request: Request): Message.Answer => {
  try {
    return done(id, ReadingConnection.answer(store, request))
  } catch (error) {
    return failed(store.path, id, error)
  }
}

/** The first message, and all that wait behind it. */
const inbox = (port: MessagePort, first: Message.ToWorker): ReadonlyArray<Message.ToWorker> => {
  const messages = [first]
  // What comes through this port is what the other side's `post` was given.
  const next = () => receiveMessageOnPort(port)?.message as Message.ToWorker | undefined
  for (let message = next(); message !== undefined; message = next()) messages.push(message)
  return messages
}

const serve = (port: MessagePort, store: Store.Store): void => {
  const early = new Map<number, ReadonlyArray<Recorded>>()
  const eventsOf = (id: number, events: ReadonlyArray<Recorded>): ReadonlyArray<Recorded> => {
    const all = early.get(id)?.concat(events) ?? events
    early.delete(id)
    return all
  }
  port.on("message", (first: Message.ToWorker) => {
    const group: Array<Waiting> = []
    const messages = inbox(port, first)
    for (const message of messages) {
      if (message._tag === "Ask") port.postMessage([answered(store, message.id, message.request)])
      if (message._tag === "Events") early.set(message.id, eventsOf(message.id, message.events))
      if (message._tag === "Append") {
        const events = eventsOf(message.id, message.events)
        group.push({ id: message.id, append: { slots: message.slots, events } })
      }
    }
    if (group.length > 0) port.postMessage(commit(store, group))
    if (!messages.some(({ _tag }) => _tag === "Close")) return
    Store.close(store)
    port.close()
  })
}

const start = (port: MessagePort, options: Options): void => {
  try {
    const store = Store.open(options)
    port.postMessage([done(Message.opening, undefined)])
    serve(port, store)
  } catch (error) {
    port.postMessage([failed(options.path, Message.opening, error)])
    port.close()
  }
}

// `WorkerConnection` gives its worker the options.
if (parentPort !== null) start(parentPort, workerData as Options)
