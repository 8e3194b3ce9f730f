/**
 * Servers of the peers, started for a bench: each in a directory of its own, on a socket there, as durable as it comes.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process"
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { setTimeout } from "node:timers/promises"

export interface Redis {
  readonly socket: string
  readonly stop: () => Promise<void>
}

export interface Postgres {
  /** Makes an empty database, and gives where it is. */
  readonly database: () => string
  readonly stop: () => Promise<void>
}

/** Debian keeps PostgreSQL's programs beside the search path; the newest first. */
const places = (): ReadonlyArray<string> => [
  ...(process.env["PATH"] ?? "").split(delimiter),
  ...globSync("/usr/lib/postgresql/*/bin").toSorted().toReversed()
]

const find = (program: string): string | undefined =>
  places()
    .map((place) => join(place, program))
    .find((path) => existsSync(path))

/** Who runs a server. PostgreSQL refuses to run as root: there, its own user does. */
interface Owner {
  readonly uid?: number
  readonly gid?: number
}

const idOf = (flag: "-u" | "-g"): number =>
  Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }))

const postgresOwner = (): Owner => (process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {})

const directoryOf = ({ uid, gid }: Owner): string => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-bench-"))
  if (uid !== undefined && gid !== undefined) chownSync(directory, uid, gid)
  return directory
}

/** Stops the server and removes its directory; at the latest when this process ends. */
const stopping = (server: ChildProcess, signal: NodeJS.Signals, directory: string) => {
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  const atExit = (): void => {
    server.kill("SIGKILL")
    remove()
  }
  process.once("exit", atExit)
  return async (): Promise<void> => {
    process.off("exit", atExit)
    const ended = new Promise((done) => server.once("exit", done))
    server.kill(signal)
    await ended
    remove()
  }
}

const triesMax = 200

const ready = async (isReady: () => boolean, tries = triesMax): Promise<void> => {
  if (isReady()) return
  if (tries === 0) throw new Error("a server of a peer does not start")
  await setTimeout(50)
  return ready(isReady, tries - 1)
}

const succeeds = (program: string, args: ReadonlyArray<string>): boolean => {
  try {
    execFileSync(program, args, { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

/** A redis that has every command on the disk before it answers; nothing where the machine has none. */
export const redis = async (): Promise<Redis | undefined> => {
  const [program, client] = [find("redis-server"), find("redis-cli")]
  if (program === undefined || client === undefined) return undefined
  const directory = directoryOf({})
  const socket = join(directory, "socket")
  const listening = ["--port", "0", "--unixsocket", socket, "--dir", directory]
  const durable = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
  const server = spawn(program, [...listening, ...durable], { stdio: "ignore" })
  const stop = stopping(server, "SIGTERM", directory)
  await ready(() => succeeds(client, ["-s", socket, "PING"]))
  return { socket, stop }
}

/** A PostgreSQL as Debian sets it up, `synchronous_commit` and all; nothing where the machine has none. */
export const postgres = async (): Promise<Postgres | undefined> => {
  const [program, init, client] = [find("postgres"), find("initdb"), find("psql")]
  if (program === undefined || init === undefined || client === undefined) return undefined
  const owner = postgresOwner()
  const directory = directoryOf(owner)
  const data = join(directory, "data")
  const user = "bench"
  execFileSync(init, ["-D", data, "-U", user, "--auth=trust", "-E", "UTF8"], { stdio: "ignore", ...owner })
  const listening = ["-c", "listen_addresses=", "-k", directory]
  const server = spawn(program, ["-D", data, ...listening], { stdio: "ignore", cwd: directory, ...owner })
  const stop = stopping(server, "SIGINT", directory)
  const say = ["-h", directory, "-U", user, "-d", "postgres", "-c"]
  await ready(() => succeeds(client, [...say, "SELECT 1"]))
  let count = 0
  return {
    database: () => {
      count += 1
      execFileSync(client, [...say, `CREATE DATABASE bench_${count}`], {
        stdio: ["ignore", "ignore", "inherit"]
      })
      return `postgresql://${user}@localhost/bench_${count}?host=${encodeURIComponent(directory)}`
    },
    stop
  }
}
