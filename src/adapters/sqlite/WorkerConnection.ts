/**
 * The connection to a store in a worker of its own, and this side of it.
 *
 * While the worker has enough to do, appends collect here: so they make few messages, and few transactions. The worker
 * keeps the process alive only as long as something waits for it.
 */
import { extname } from "node:path"
import { setImmediate } from "node:timers/promises"
import { Worker } from "node:worker_threads"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type * as Connection from "./Connection.ts"
import * as Group from "./Group.ts"
import * as Message from "./Message.ts"
import type { Options } from "./Options.ts"
import { StoreError } from "./StoreError.ts"

/** Appends collect until the end of the turn, or until there are so many. */
const groupMax = 128

/** While one is being committed the next is on its way. */
const groupsInFlightMax = 2

/** So many events are encoded and sent at a time; between them the thread does its other work. */
const eventsAtOnce = 1024

type Receive = (answer: Message.Value | StoreError) => void

/** This side of a worker. */
interface Link {
  readonly worker: Worker
  readonly pending: Map<number, Receive>
  /** Appends that are not sent yet, in the order of their calls. */
  readonly outbox: Array<Group.Pending>
  groupsInFlight: number
  isSending: boolean
  /** The worker is to end when all appends are sent. */
  isClosing: boolean
  lastId: number
  /** Why nothing can be asked any more. */
  stopped: StoreError | undefined
}

/** Among the sources, in what is built from them and in the bundled command alike, the worker stands beside this file. */
const workerUrl = new URL(`./StoreWorker${extname(import.meta.url)}`, import.meta.url)

const post = ({ worker }: Link, message: Message.ToWorker): void => worker.postMessage(message)

const forget = ({ pending, worker }: Link, id: number): void => {
  pending.delete(id)
  if (pending.size === 0) worker.unref()
}

const settle = (link: Link, id: number, answer: Message.Value | StoreError): void => {
  const receive = link.pending.get(id)
  forget(link, id)
  receive?.(answer)
}

const receive = (link: Link, answers: Message.FromWorker): void => {
  for (const answer of answers)
    settle(link, answer.id, answer._tag === "Done" ? answer.value : new StoreError(answer.error))
}

const stop = (link: Link, error: StoreError): void => {
  link.stopped ??= error
  for (const id of link.pending.keys()) settle(link, id, link.stopped)
  Group.settleAll(link.outbox.splice(0), link.stopped)
}

/** Waits for an answer; its id. */
const expect = (link: Link, receive: Receive): number => {
  if (link.pending.size === 0) link.worker.ref()
  link.lastId += 1
  link.pending.set(link.lastId, receive)
  return link.lastId
}

const ask = (link: Link, request: Connection.Request): Effect.Effect<Message.Value, StoreError> =>
  Effect.callback((resume) => {
    if (link.stopped !== undefined) return resume(link.stopped)
    const id = expect(link, (answer) =>
      resume(answer instanceof StoreError ? answer : Effect.succeed(answer))
    )
    post(link, { _tag: "Ask", id, request })
    return Effect.sync(() => forget(link, id))
  })

/** Encodes an append, a long one in several turns of the event loop; whether it can be. */
const encode = async (pending: Group.Pending): Promise<boolean> => {
  try {
    for (const _ of Group.encode(pending, eventsAtOnce)) await setImmediate()
    return true
  } catch (thrown) {
    pending.settle({ _tag: "Defect", thrown })
    return false
  }
}

/** Sends a group; more bodies than a message takes go ahead, each message in a turn of its own. */
const sendGroup = async (link: Link, group: ReadonlyArray<Group.Pending>): Promise<void> => {
  const bodies = group.flatMap((pending) => pending.bodies)
  let sent = 0
  for (; bodies.length - sent > eventsAtOnce; sent += eventsAtOnce) {
    post(link, { _tag: "Bodies", bodies: bodies.slice(sent, sent + eventsAtOnce) })
    await setImmediate()
  }
  if (link.stopped !== undefined) return Group.settleAll(group, link.stopped)
  link.groupsInFlight += 1
  const id = expect(link, (answer) => {
    link.groupsInFlight -= 1
    void send(link)
    // The worker answers a group with `Committed`.
    if (answer instanceof StoreError) Group.settleAll(group, answer)
    else Group.settle(group, answer as Message.Committed)
  })
  post(link, { _tag: "Group", id, appends: group.map(({ slots }) => slots), bodies: bodies.slice(sent) })
}

/** One group after the other: whoever decided upon an append before must not overtake it (store rule (c)). */
const send = async (link: Link): Promise<void> => {
  if (link.isSending) return
  link.isSending = true
  while (link.outbox.length > 0 && link.groupsInFlight < groupsInFlightMax) {
    const group: Array<Group.Pending> = []
    for (const pending of Group.take(link.outbox, groupMax, eventsAtOnce)) {
      if (await encode(pending)) group.push(pending)
    }
    if (group.length > 0) await sendGroup(link, group)
  }
  link.isSending = false
  if (!link.isClosing || link.outbox.length > 0) return
  link.isClosing = false
  post(link, { _tag: "Close" })
}

const append = (link: Link, pending: Group.Pending): void => {
  if (link.stopped !== undefined) return pending.settle(link.stopped)
  link.outbox.push(pending)
  if (link.outbox.length === 1) queueMicrotask(() => void send(link))
  if (link.outbox.length === groupMax) void send(link)
}

const start = (options: Options): Effect.Effect<Link, StoreError> =>
  Effect.callback((resume) => {
    // Some flags of the program, such as --input-type, no file can be started with; the worker needs none.
    const worker = new Worker(workerUrl, { workerData: options, name: "jobledger store", execArgv: [] })
    const link: Link = {
      worker,
      pending: new Map(),
      outbox: [],
      groupsInFlight: 0,
      isSending: false,
      isClosing: false,
      lastId: Message.opening,
      stopped: undefined
    }
    const gone = (why: string) =>
      stop(link, new StoreError({ kind: "Unavailable", reason: `${options.path}: the store ${why}` }))
    link.pending.set(Message.opening, (opened) =>
      resume(opened instanceof StoreError ? opened : Effect.succeed(link))
    )
    worker.on("message", (answers: Message.FromWorker) => receive(link, answers))
    worker.on("error", (error) => gone(`stopped: ${String(error)}`))
    worker.on("exit", () => gone("is closed"))
  })

/** Everything asked and appended before is done before; an answer that nobody waits for lets the process end no sooner. */
const close = (link: Link): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (link.stopped !== undefined) return resume(Effect.void)
    link.pending.set(Message.closing, () => resume(Effect.void))
    link.worker.ref()
    link.isClosing = true
    void send(link)
  })

/** Opens a store in a worker, for as long as the scope is open. */
export const open = (options: Options): Effect.Effect<Connection.Connection, StoreError, Scope.Scope> =>
  Effect.map(Effect.acquireRelease(start(options), close), (link) => ({
    ask: <R extends Connection.Request>(request: R) =>
      // The worker answers as `Answers` says.
      ask(link, request) as Effect.Effect<Connection.Answers[R["_tag"]], StoreError>,
    append: (batches, settle) => append(link, { batches, bodies: [], slots: [], settle })
  }))
