/**
 * State directories for tests, and the end of the keepers that serve them.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schedule from "effect/Schedule"
import * as ProcessContainerRuntime from "../../../src/adapters/process/ProcessContainerRuntime.ts"

/** The keeper of this directory, if one is at work. */
export const keeperOf = (directory: string): number | undefined => {
  const path = join(directory, "keeper.pid")
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined
}

export const isAlive = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return !stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z")
  } catch {
    return false
  }
}

const commandOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8")
  } catch {
    return ""
  }
}

/** Every living process whose arguments satisfy this. */
const processes = (isMeant: (args: ReadonlyArray<string>) => boolean): ReadonlyArray<number> =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isAlive(Number(name)))
    .filter((name) => isMeant(commandOf(name).split("\0")))
    .map(Number)

/** Every process that has this word among its arguments. */
export const processesWith = (word: string): ReadonlyArray<number> => processes((args) => args.includes(word))

/** Every keeper that was started for this directory. */
export const keepersOf = (directory: string): ReadonlyArray<number> =>
  processes((args) => args.some((arg) => arg.startsWith(`{"directory":${JSON.stringify(directory)}`)))

/** Waits, a minute at most, until it is so. */
export const becomes = (isSo: () => boolean): Effect.Effect<void, unknown> =>
  Effect.suspend(() => (isSo() ? Effect.void : Effect.fail("not yet"))).pipe(
    Effect.retry({ schedule: Schedule.spaced("20 millis"), times: 3000 })
  )

const dismiss = (directory: string) =>
  Effect.gen(function* () {
    for (const pid of keepersOf(directory)) process.kill(pid, "SIGTERM")
    yield* becomes(() => keepersOf(directory).length === 0)
    rmSync(directory, { recursive: true, force: true })
  }).pipe(Effect.orDie)

/** A directory of its own for the scope, with a name that is no easy one. */
export const scoped = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "state of jöbs-"))),
  dismiss
)

export const layer = Layer.unwrap(
  Effect.map(scoped, (directory) => ProcessContainerRuntime.layer({ directory }))
)

/** The permissions of a file. */
export const modeOf = (path: string): number => statSync(path).mode

/** The most memory that the keeper of this directory ever had, in kB. */
export const peakOf = (directory: string): number => {
  const status = readFileSync(`/proc/${keeperOf(directory) ?? "none"}/status`, "utf8")
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1])
}
