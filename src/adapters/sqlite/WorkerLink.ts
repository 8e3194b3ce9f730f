/**
 * A worker that has a connection to a store, and this side of it: what is asked of it, what it is sent, and its end.
 * It keeps the process alive only as long as something waits for it.
 */
import { extname } from "node:path"
import { Worker } from "node:worker_threads"
import * as Effect from "effect/Effect"
import type { Answers, Request } from "./Connection.ts"
import * as Message from "./Message.ts"
import type { Options } from "./Options.ts"
import { StoreError } from "./StoreError.ts"

type Receive = (answer: Message.Value | StoreError) => void

export interface WorkerLink {
  readonly worker: Worker
  readonly pending: Map<number, Receive>
  lastId: number
  /** Why nothing can be asked any more. */
  stopped: StoreError | undefined
}

/** Among the sources, in what is built from them and in the bundled command alike, the worker stands beside this file. */
const workerUrl = new URL(`./StoreWorker${extname(import.meta.url)}`, import.meta.url)

export const post = ({ worker }: WorkerLink, message: Message.ToWorker): void => worker.postMessage(message)

const forget = ({ pending, worker }: WorkerLink, id: number): void => {
  pending.delete(id)
  if (pending.size === 0) worker.unref()
}

const settle = (link: WorkerLink, id: number, answer: Message.Value | StoreError): void => {
  const receive = link.pending.get(id)
  forget(link, id)
  receive?.(answer)
}

const receive = (link: WorkerLink, answers: Message.FromWorker): void => {
  for (const answer of answers)
    settle(link, answer.id, answer._tag === "Done" ? answer.value : new StoreError(answer.error))
}

const stop = (link: WorkerLink, error: StoreError): void => {
  link.stopped ??= error
  for (const id of link.pending.keys()) settle(link, id, link.stopped)
}

/** Waits for an answer; its id. Whoever waits when the worker stops is told why. */
export const expect = (link: WorkerLink, receive: Receive): number => {
  if (link.pending.size === 0) link.worker.ref()
  link.lastId += 1
  link.pending.set(link.lastId, receive)
  return link.lastId
}

export const ask = <R extends Request>(
  link: WorkerLink,
  request: R
): Effect.Effect<Answers[R["_tag"]], StoreError> =>
  Effect.callback((resume) => {
    if (link.stopped !== undefined) return resume(link.stopped)
    const id = expect(link, (answer) =>
      // The worker answers as `Answers` says.
      resume(answer instanceof StoreError ? answer : Effect.succeed(answer as Answers[R["_tag"]]))
    )
    post(link, { _tag: "Ask", id, request })
    return Effect.sync(() => forget(link, id))
  })

/** Starts a worker, which opens the store. */
export const start = (options: Options): Effect.Effect<WorkerLink, StoreError> =>
  Effect.callback((resume) => {
    // Some flags of the program, such as --input-type, no file can be started with; the worker needs none.
    const worker = new Worker(workerUrl, { workerData: options, name: "jobledger store", execArgv: [] })
    const link: WorkerLink = { worker, pending: new Map(), lastId: Message.opening, stopped: undefined }
    const gone = (why: string) =>
      stop(link, new StoreError({ kind: "Unavailable", reason: `${options.path}: the store ${why}` }))
    link.pending.set(Message.opening, (opened) =>
      resume(opened instanceof StoreError ? opened : Effect.succeed(link))
    )
    worker.on("message", (answers: Message.FromWorker) => receive(link, answers))
    worker.on("error", (error) => gone(`stopped: ${String(error)}`))
    worker.on("exit", () => gone("is closed"))
  })

/** Tells the worker to end behind everything it was sent, and waits; an answer that nobody waits for ends the process no sooner. */
export const close = (link: WorkerLink): Effect.Effect<void> =>
  Effect.callback((resume) => {
    if (link.stopped !== undefined) return resume(Effect.void)
    link.pending.set(Message.closing, () => resume(Effect.void))
    link.worker.ref()
    post(link, { _tag: "Close" })
  })
