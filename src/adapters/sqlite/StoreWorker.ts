/**
 * The worker that has the connection: SQLite blocks its thread, and this one does nothing else (store rule (g)).
 *
 * Appends that arrive while a transaction runs are committed together in the next one (rule (c)).
 */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads"
import * as Appending from "./Appending.ts"
import type { Request } from "./Connection.ts"
import * as Message from "./Message.ts"
import type { Options } from "./Options.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import * as Store from "./Store.ts"
import * as StoreError from "./StoreError.ts"

const done = (id: number, value: Message.Value): Message.Answer => ({ _tag: "Done", id, value })

const failed = (path: string, id: number, thrown: unknown): Message.Answer => {
  const { kind, reason } = StoreError.from(path, thrown)
  return { _tag: "Failed", id, error: { kind, reason } }
}

/** The appends of a group, whose first bodies may have been sent ahead of it. */
const appendsOf = (group: Message.Group, ahead: ReadonlyArray<string>): ReadonlyArray<Appending.Append> => {
  const all = ahead.concat(Message.bodiesOf(group.bodies))
  let taken = 0
  return Message.appendsOf(group).map((slots) => {
    const from = taken
    for (const { count } of slots) taken += count
    return { slots, bodies: all.slice(from, taken) }
  })
}

interface Waiting {
  readonly id: number
  readonly appends: ReadonlyArray<Appending.Append>
}

/** All groups in one transaction. */
const commit = (appender: Appending.Appender, groups: ReadonlyArray<Waiting>): Message.FromWorker => {
  try {
    const outcomes = Appending.commit(
      appender,
      groups.flatMap(({ appends }) => appends)
    )
    let told = 0
    return groups.map(({ id, appends }) => {
      const from = told
      told += appends.length
      return done(id, Message.committed(outcomes.slice(from, told)))
    })
  } catch (error) {
    return groups.map(({ id }) => failed(appender.store.path, id, error))
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
  const appender = Appending.make(store)
  let ahead: ReadonlyArray<string> = []
  port.on("message", (first: Message.ToWorker) => {
    const groups: Array<Waiting> = []
    const messages = inbox(port, first)
    for (const message of messages) {
      if (message._tag === "Ask") port.postMessage([answered(store, message.id, message.request)])
      if (message._tag === "Bodies") ahead = ahead.concat(Message.bodiesOf(message.bodies))
      if (message._tag === "Group") {
        groups.push({ id: message.id, appends: appendsOf(message, ahead) })
        ahead = []
      }
    }
    if (groups.length > 0) port.postMessage(commit(appender, groups))
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

// `WorkerLink` gives its worker the options.
if (parentPort !== null) start(parentPort, workerData as Options)
