/**
 * Ending runs: by their hook, SIGTERM and, when its time has come, SIGKILL; and removing Pods.
 */
import { rmdirSync } from "node:fs"
import { rm } from "node:fs/promises"
import type { Stop } from "../../../runtime/container/ContainerRuntime.ts"
import * as Ending from "../../../runtime/container/Ending.ts"
import * as Directory from "./Directory.ts"
import * as Keeper from "./Keeper.ts"
import * as Ledger from "./Ledger.ts"
import type { Reply } from "./Protocol.ts"

/** So far a timer counts. A longer wait is cut, and what is due looked up again. */
const longestTimer = 60_000

/** When the next step is due: SIGKILL behind SIGTERM, SIGTERM behind the hook, which is not waited for beyond `killAt`. */
const dueOf = ({ sentAt, isHooked, termAt, killAt }: Keeper.Stopping): number =>
  sentAt === undefined && !isHooked ? Math.min(termAt, killAt) : killAt

/** However late SIGTERM is, two seconds are left behind it (LC-51). */
const terminate = (living: Keeper.Living, stopping: Keeper.Stopping): void => {
  const sentAt = Date.now()
  stopping.sentAt = sentAt
  stopping.killAt = Ending.killTime(sentAt, stopping.killAt, undefined)
  Keeper.signal(living, "SIGTERM")
  advance(living)
}

/** Takes the next step, now or when it is due; a longer wait is slept in parts. */
const advance = (living: Keeper.Living): void => {
  const { stopping } = living
  if (stopping === undefined) return
  clearTimeout(stopping.timer)
  const wait = dueOf(stopping) - Date.now()
  if (wait > 0) stopping.timer = setTimeout(() => advance(living), Math.min(wait, longestTimer))
  else if (stopping.sentAt === undefined) terminate(living, stopping)
  else Keeper.signal(living, "SIGKILL")
}

/** Begins to end a run: with its hook, if it has one, there is time for it, and its process is not over yet. */
const begin = async (living: Keeper.Living, asked: Stop): Promise<void> => {
  const now = Date.now()
  const { killAt } = asked
  const mayHook = killAt > now && living.container.pid !== undefined
  const hook = mayHook ? living.preStop?.() : undefined
  const termAt = Ending.termTime(now, asked)
  const isHooked = hook !== undefined
  const stopping: Keeper.Stopping = { termAt, killAt, sentAt: undefined, hook, isHooked, timer: undefined }
  living.stopping = stopping
  living.care?.leave()
  advance(living)
  await hook?.done
  stopping.isHooked = false
  advance(living)
}

/** An earlier stop has begun it; this one may bring what is left of it forward. */
const hasten = (living: Keeper.Living, stopping: Keeper.Stopping, asked: Stop): void => {
  const { sentAt, killAt: before } = stopping
  stopping.termAt = Math.min(stopping.termAt, Ending.termTime(Date.now(), asked))
  stopping.killAt =
    sentAt === undefined ? Math.min(before, asked.killAt) : Ending.killTime(sentAt, asked.killAt, before)
  advance(living)
}

const timeProblem = ({ termAt = 0, killAt }: Stop): string | undefined =>
  [termAt, killAt].every(Number.isFinite)
    ? undefined
    : `termAt ${termAt}, killAt ${killAt}: must be numbers of milliseconds`

/** Asks a run to end. */
export const stop = (keeper: Keeper.Keeper, asked: Stop): Reply => {
  const key = Keeper.keyOf(asked)
  const problem = Directory.keyProblem(key) ?? timeProblem(asked)
  if (problem !== undefined) return Keeper.refused(problem)
  const living = keeper.living.get(Keeper.nameOf(key))
  if (living !== undefined) {
    if (living.stopping === undefined) void begin(living, asked)
    else hasten(living, living.stopping, asked)
  } else if (!Ledger.isSpent(keeper.ledger, key)) {
    const [exitCode, reason] = [Ending.killed, Ending.statusUnknown]
    const startedAt = undefined
    const exited: Ledger.Exited = {
      _tag: "Exited",
      ...key,
      exitCode,
      reason,
      startedAt,
      finishedAt: Date.now()
    }
    Ledger.endedUnbegun(keeper.ledger, exited)
    Keeper.tell(keeper, exited)
  }
  return Keeper.done
}

/** Takes a Pod's files away. Most Pods leave none, and then it takes one call. */
const cleanUp = async ({ settings }: Keeper.Keeper, pod: string): Promise<void> => {
  const directory = Directory.pod(settings.directory, pod)
  try {
    rmdirSync(directory)
  } catch {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Ends what is left of a Pod, takes its files away and forgets it. */
const finish = async (keeper: Keeper.Keeper, pod: string): Promise<Reply> => {
  try {
    await Keeper.killAll(keeper, (key) => key.pod === pod)
    await cleanUp(keeper, pod)
    Ledger.forget(keeper.ledger, pod)
    return Keeper.done
  } catch (error) {
    return Keeper.broken(error)
  }
}

/** From now on nothing of the Pod begins; where nothing of it lives, it is forgotten at once. */
const write = (keeper: Keeper.Keeper, pod: string): void => {
  Ledger.remove(keeper.ledger, pod)
  const lives = [...keeper.living.values()].some(({ key }) => key.pod === pod)
  if (!lives) Ledger.forget(keeper.ledger, pod)
}

/** Ends what is left of a Pod and forgets it. Files are taken away behind the starts of the same turn. */
export const remove = (keeper: Keeper.Keeper, pod: string): Promise<Reply> | Reply => {
  const problem = Directory.nameProblem({ pod })
  if (problem !== undefined) return Keeper.refused(problem)
  return new Promise((answer) => {
    Keeper.enter(keeper, {
      isDurable: false,
      write: () => {
        write(keeper, pod)
        return () => setImmediate(() => answer(finish(keeper, pod)))
      },
      refuse: (error) => answer(Keeper.broken(error))
    })
  })
}
