/**
 * Appends on their way into a store, in the order of their calls. What comes in one turn of the event loop makes a
 * group, which the worker commits; one that comes alone and is short is committed in this thread (`Here`).
 *
 * While the worker has enough to do, appends collect here: so they make few messages, and few transactions.
 */
import { setImmediate } from "node:timers/promises"
import * as Effect from "effect/Effect"
import * as Group from "./Group.ts"
import * as Here from "./Here.ts"
import * as Message from "./Message.ts"
import type { StoreError } from "./StoreError.ts"
import * as WorkerLink from "./WorkerLink.ts"

export interface Outbox {
  readonly link: WorkerLink.WorkerLink
  /** What commits in this thread, if anything does. */
  readonly here: Here.Here | undefined
  /** Appends that are not sent yet. */
  readonly waiting: Array<Group.Pending>
  groupsInFlight: number
  isSending: boolean
  /** Is called when everything is sent, once somebody waits for it. */
  whenSent: (() => void) | undefined
}

export const make = (link: WorkerLink.WorkerLink, here: Here.Here | undefined): Outbox => ({
  link,
  here,
  waiting: [],
  groupsInFlight: 0,
  isSending: false,
  whenSent: undefined
})

/** Appends collect until the end of the turn, or until there are so many. */
const groupMax = 128

/** While one is being committed the next is on its way. */
const groupsInFlightMax = 2

/** So many events are encoded and sent at a time; between them the thread does its other work. */
const eventsAtOnce = 1024

/** The next group, encoded, a long append in several turns of the event loop; without what cannot be encoded. */
const next = async ({ waiting }: Outbox): Promise<ReadonlyArray<Group.Pending>> => {
  const group: Array<Group.Pending> = []
  for (const pending of Group.take(waiting, groupMax, eventsAtOnce)) {
    try {
      for (const _ of Group.encode(pending, eventsAtOnce)) await setImmediate()
      group.push(pending)
    } catch (thrown) {
      pending.settle({ _tag: "Defect", thrown })
    }
  }
  return group
}

/** Commits an append in this thread, where it is alone and may be; whether it did. */
const commitHere = (outbox: Outbox, [first, ...others]: ReadonlyArray<Group.Pending>): boolean => {
  const { here, waiting, groupsInFlight } = outbox
  if (here === undefined || first === undefined) return false
  const isAlone = others.length === 0 && waiting.length === 0 && groupsInFlight === 0
  return isAlone && Here.takes(here, first) && Here.commit(here, first)
}

/** Sends a group to the worker; more bodies than a message takes go ahead, each message in a turn of its own. */
const sendGroup = async (outbox: Outbox, group: ReadonlyArray<Group.Pending>): Promise<void> => {
  const { link, here } = outbox
  if (here !== undefined) Here.rested(here)
  const bodies = group.flatMap((pending) => pending.bodies)
  let sent = 0
  for (; bodies.length - sent > eventsAtOnce; sent += eventsAtOnce) {
    WorkerLink.post(link, {
      _tag: "Bodies",
      bodies: Message.lines(bodies.slice(sent, sent + eventsAtOnce))
    })
    await setImmediate()
  }
  if (link.stopped !== undefined) return Group.settleAll(group, link.stopped)
  outbox.groupsInFlight += 1
  const id = WorkerLink.expect(link, (answer) => {
    outbox.groupsInFlight -= 1
    void send(outbox)
    // The worker answers a group with `Committed`.
    Group.settle(group, answer as Message.Committed | StoreError)
  })
  const appends = group.map(({ slots }) => slots)
  WorkerLink.post(link, Message.group(id, appends, bodies.slice(sent)))
}

/** One group after the other: whoever decided upon an append before must not overtake it (store rule (c)). */
const send = async (outbox: Outbox): Promise<void> => {
  const { link, waiting } = outbox
  if (outbox.isSending) return
  outbox.isSending = true
  while (waiting.length > 0 && outbox.groupsInFlight < groupsInFlightMax) {
    const group = await next(outbox)
    if (link.stopped !== undefined) Group.settleAll(group, link.stopped)
    else if (group.length === 0) continue
    // Whoever waits for each of its appends in turn must not keep the thread for itself.
    else if (commitHere(outbox, group)) await setImmediate()
    else await sendGroup(outbox, group)
  }
  outbox.isSending = false
  if (waiting.length === 0) outbox.whenSent?.()
}

export const append = (outbox: Outbox, pending: Group.Pending): void => {
  const { link, waiting } = outbox
  if (link.stopped !== undefined) return pending.settle(link.stopped)
  waiting.push(pending)
  if (waiting.length === 1) queueMicrotask(() => void send(outbox))
  if (waiting.length === groupMax) void send(outbox)
}

/** Waits until everything is sent. */
export const sent = (outbox: Outbox): Effect.Effect<void> =>
  Effect.callback((resume) => {
    outbox.whenSent = () => resume(Effect.void)
    void send(outbox)
  })
