/**
 * Ending runs: by SIGTERM and, when its time has come, SIGKILL; and removing Pods.
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

/** Sends SIGTERM. However late it is, two seconds are left (LC-51). */
const terminate = (living: Keeper.Living, stopping: Keeper.Stopping): void => {
  if (stopping.termAt !== undefined) return
  stopping.termAt = Date.now()
  stopping.killAt = Ending.killTime(stopping.termAt, stopping.killAt, undefined)
  stopping.hook?.callOff()
  Keeper.signal(living, "SIGTERM")
  escalate(living)
}

/** Kills at `killAt`, or goes on to SIGTERM where a hook still runs then; a longer wait is slept in parts. */
const escalate = (living: Keeper.Living): void => {
  const { stopping } = living
  if (stopping === undefined) return
  clearTimeout(stopping.timer)
  const wait = stopping.killAt - Date.now()
  if (wait > 0) stopping.timer = setTimeout(() => escalate(living), Math.min(wait, longestTimer))
  else if (stopping.termAt === undefined) terminate(living, stopping)
  else Keeper.signal(living, "SIGKILL")
}

/** Begins to end a run: with its hook, if it has one and there is time for it. Nobody looks after it any more. */
const begin = (living: Keeper.Living, killAt: number): void => {
  living.care?.end()
  const hook = killAt > Date.now() ? living.preStop?.() : undefined
  const stopping: Keeper.Stopping = { termAt: undefined, killAt, timer: undefined, hook }
  living.stopping = stopping
  if (hook === undefined) terminate(living, stopping)
  else {
    escalate(living)
    void hook.done.then(() => terminate(living, stopping))
  }
}

/** An earlier stop has begun it; this one may bring the kill forward. */
const hasten = (living: Keeper.Living, stopping: Keeper.Stopping, killAt: number): void => {
  const { termAt, killAt: before } = stopping
  stopping.killAt = termAt === undefined ? Math.min(before, killAt) : Ending.killTime(termAt, killAt, before)
  escalate(living)
}

/** Asks a run to end. */
export const stop = (keeper: Keeper.Keeper, { killAt, ...key }: Stop): Reply => {
  const problem = Directory.keyProblem(key)
  if (problem !== undefined) return Keeper.refused(problem)
  if (!Number.isFinite(killAt)) return Keeper.refused(`killAt ${killAt}: must be a number of milliseconds`)
  const living = keeper.living.get(Keeper.nameOf(key))
  if (living !== undefined) {
    if (living.stopping === undefined) begin(living, killAt)
    else hasten(living, living.stopping, killAt)
  } else if (!Ledger.isSpent(keeper.ledger, key)) {
    const [exitCode, reason] = [Ending.killed, Ending.statusUnknown]
    const startedAt = undefined
    const exited: Ledger.Exited = {
      _tag: "Exited",
      ...Keeper.keyOf(key),
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
