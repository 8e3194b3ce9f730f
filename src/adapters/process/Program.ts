/**
 * Reaching the keeper of a directory: its socket, and starting it where nobody answers. Plain promises and the machine's
 * clock, because whether a process answers has nothing to do with the time of a test.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import * as module from "node:module"
import { createConnection, type Socket } from "node:net"
import { homedir } from "node:os"
import { dirname, extname } from "node:path"
import { fileURLToPath } from "node:url"
import * as Directory from "./keeper/Directory.ts"
import * as Protocol from "./keeper/Protocol.ts"

/** A keeper's directory and settings, and the start that is under way. */
export interface Program {
  readonly settings: Protocol.Settings
  starting: Promise<void> | undefined
}

/** For how long a keeper may take to answer, cleaning up after another included. */
const patienceMillis = 20_000

/** How long to wait between two looks. */
const pauseMillis = 20

/** Among the sources, in what is built from them and in the bundled command alike, the keeper stands below this file. */
const mainFile = fileURLToPath(new URL(`./keeper/main${extname(import.meta.url)}`, import.meta.url))

/** A young generation that is collected early keeps the keeper small. */
const flags = ["--max-semi-space-size=1", "--disable-warning=ExperimentalWarning"]

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))

/** How many keepers are started before giving up, if each goes before it was asked anything. */
const turnsMax = 10

const isAbsence = (error: NodeJS.ErrnoException): boolean =>
  error.code === "ENOENT" || error.code === "ECONNREFUSED"

type Answer = Socket | "nobody" | "later"

const knockOnce = (directory: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { path, close } = Directory.openSocketPath(directory)
    const socket = createConnection(path)
    socket.once("connect", () => {
      close()
      resolve(socket)
    })
    socket.once("error", (error: NodeJS.ErrnoException) => {
      close()
      if (isAbsence(error)) resolve("nobody")
      // More are knocking than the system lets wait, or the keeper died under the knock.
      else if (error.code === "EAGAIN" || error.code === "ECONNRESET") resolve("later")
      else reject(error)
    })
  })

/** Nothing where nobody answers. */
const knock = async (directory: string): Promise<Socket | undefined> => {
  for (;;) {
    const answer = await knockOnce(directory)
    if (answer === "nobody") return undefined
    if (answer !== "later") return answer
    await pause(pauseMillis)
  }
}

const startKeeper = (settings: Protocol.Settings): ChildProcess => {
  const complaints = openSync(Directory.complaints(settings.directory), "a", 0o600)
  try {
    const { PATH, HOME = homedir() } = process.env
    // With what was compiled before it starts sooner and, run from the sources, stays a third as large.
    const compiled = module.getCompileCacheDir()
    const keeper = spawn(process.execPath, [...flags, mainFile, JSON.stringify(settings)], {
      cwd: settings.directory,
      detached: true,
      env: {
        HOME,
        ...(PATH === undefined ? {} : { PATH }),
        ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compiled) })
      },
      stdio: ["ignore", "ignore", complaints]
    })
    keeper.unref()
    return keeper
  } finally {
    closeSync(complaints)
  }
}

const lastComplaint = (directory: string): string =>
  readFileSync(Directory.complaints(directory), "utf8").trim().split("\n").slice(-12).join("\n")

const isGone = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

/** Whether it ended by itself, and not because it was not needed; what was killed is tried again. */
const hasBroken = ({ exitCode }: ChildProcess): boolean =>
  exitCode !== null && exitCode !== 0 && exitCode !== Protocol.notNeeded

/** Starts keepers until one answers. Each finds out by itself whether it is the only one. */
const summon = async ({ settings }: Program): Promise<void> => {
  const { directory } = settings
  const deadline = Date.now() + patienceMillis
  let keeper = startKeeper(settings)
  let failure: Error | undefined
  keeper.once("error", (error) => (failure = error))
  for (;;) {
    await pause(pauseMillis)
    const socket = await knock(directory)
    socket?.destroy()
    if (socket !== undefined) return
    if (failure !== undefined) throw failure
    if (hasBroken(keeper)) throw new Error(`the keeper broke: ${lastComplaint(directory)}`)
    if (Date.now() > deadline) throw new Error(`no keeper answers in ${directory}`)
    if (isGone(keeper)) keeper = startKeeper(settings)
  }
}

/** A connection to the keeper, which is started if there is none. */
export const connect = async (program: Program): Promise<Socket> => {
  const { directory } = program.settings
  for (let turn = 0; turn < turnsMax; turn++) {
    const socket = await knock(directory)
    if (socket !== undefined) return socket
    program.starting ??= summon(program).finally(() => {
      program.starting = undefined
    })
    await program.starting
  }
  throw new Error(`keepers start in ${directory}, and do not stay: ${lastComplaint(directory)}`)
}
