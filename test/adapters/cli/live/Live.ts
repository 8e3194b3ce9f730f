/**
 * A store of its own for a test, and the command run beside it as users do: in processes of their own, several at once,
 * with signals. What is still there at the end of the test goes with it, the keeper of the processes too.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { command } from "../../../Beforehand.ts"
import type { Ended } from "../Command.ts"

const pauseMillis = 20
const patienceMillis = 50_000

/** Of a test: a machine that does much else may take long to start a few processes. */
export const timeout = 60_000

/** Of a suite whose tests have a store each, or only look. */
export const together = { concurrent: true, timeout } as const

/** Looks again and again until it is so. */
export const until = async (isSo: () => boolean, what: string): Promise<void> => {
  const deadline = Date.now() + patienceMillis
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`)
    await new Promise((done) => setTimeout(done, pauseMillis))
  }
}

/** Signal 0 asks only whether there is such a process. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A command that runs. */
export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** Waits until it has written this, to either stream. */
  readonly says: (text: string | RegExp) => Promise<void>
}

export interface Place {
  readonly directory: string
  readonly store: string
  readonly start: (args: ReadonlyArray<string>, input?: string) => Running
  /** Runs a command to its end. */
  readonly run: (args: ReadonlyArray<string>, input?: string) => Promise<Ended>
  /** Ends what is left, and waits for it. */
  readonly leave: () => Promise<void>
}

/** The keeper of a store, while there is one. */
export const keeperOf = (store: string): number | undefined => {
  const path = join(store, "keeper.pid")
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined
}

const launched = (directory: string, args: ReadonlyArray<string>, input: string): Running => {
  const child = spawn(process.execPath, [command, ...args], {
    cwd: directory,
    env: { ...process.env, XDG_STATE_HOME: join(directory, "state"), NO_COLOR: "" }
  })
  let [stdout, stderr] = ["", ""]
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
  child.stdin.end(input)
  const ended = new Promise<Ended>((done) => child.once("close", (code) => done({ code, stdout, stderr })))
  const has = (wanted: string | RegExp) =>
    [stdout, stderr].some((text) => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text)))
  return {
    child,
    ended,
    says: (wanted) =>
      until(() => has(wanted), `${args.join(" ")} says ${String(wanted)}; it said:\n${stdout}${stderr}`)
  }
}

const dismiss = async (all: ReadonlyArray<Running>, store: string): Promise<void> => {
  for (const { child } of all) child.kill("SIGKILL")
  await Promise.all(all.map(({ ended }) => ended))
  const keeper = keeperOf(store)
  if (keeper === undefined || !isAlive(keeper)) return
  process.kill(keeper, "SIGTERM")
  await until(() => !isAlive(keeper), "the keeper ends")
}

/** A directory with these files, and a store that is not there yet; both have a space in their names. */
export const place = (files: Readonly<Record<string, string>>): Place => {
  const directory = mkdtempSync(join(tmpdir(), "live jobs-"))
  const store = join(directory, "a store")
  const all: Array<Running> = []
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  const start = (args: ReadonlyArray<string>, input = ""): Running => {
    const isElsewhere = args.includes("--store")
    const running = launched(directory, isElsewhere ? args : [...args, "--store", "a store"], input)
    all.push(running)
    return running
  }
  return {
    directory,
    store,
    start,
    run: (args, input) => start(args, input).ended,
    leave: async () => {
      await dismiss(all, store)
      rmSync(directory, { recursive: true, force: true })
    }
  }
}
