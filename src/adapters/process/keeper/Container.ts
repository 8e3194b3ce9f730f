/**
 * The life of one container: a process that leads a session and a group of its own, what it writes, and its end. When the
 * process ends, its group ends with it, and the end is told when everything it wrote is in the log.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, statSync } from "node:fs"
import type { Socket } from "node:net"
import { constants } from "node:os"
import { resolve } from "node:path"
import { getSystemErrorMap } from "node:util"
import type { Run } from "../../../runtime/container/ContainerRuntime.ts"
import * as Ending from "../../../runtime/container/Ending.ts"
import type * as Handlers from "./Handlers.ts"
import * as LogFile from "./LogFile.ts"
import * as Pipes from "./Pipes.ts"
import * as Processes from "./Processes.ts"

/** What a container is begun with. */
export interface Order {
  readonly run: Run
  readonly place: Handlers.Place
  readonly log: LogFile.LogFile
  readonly pipes: Pipes.Pipes
  /** Told of a process that lasts; of a shorter one, only its end is told. */
  readonly lasts: (pid: number, startedAt: number) => void
  /** Told at once when the process is over: nothing is to be done to it any more. */
  readonly over: () => void
  /** Told when its log is complete, too. `startedAt` is absent where nothing could be started. */
  readonly ended: (exitCode: number, startedAt: number | undefined, finishedAt: number) => void
}

/** As long as a container lives, the number of its process; nothing while it is being started. */
export interface Container {
  pid: number | undefined
}

/**
 * What is over sooner is told of once, and never listened to: a hook at its start, or a probe, would not have found it
 * running, and how it ended counts all the same (LC-71).
 */
const brieflyMillis = 10

/** For as long as something is read in each turn, the log of what has ended is waited for, up to so many turns. */
const turnMillis = 250
const turnsMax = 8

const variablesOf = ({ env, hostname }: Run["spec"]): NodeJS.ProcessEnv => {
  const { PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME = "/" } = process.env
  const given = env.map(({ name, value }) => [name, value] as const)
  return Object.fromEntries([["PATH", PATH], ["HOME", HOME], ["HOSTNAME", hostname], ...given])
}

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const errno = "errno" in error && typeof error.errno === "number" ? error.errno : 0
  const path = "path" in error && typeof error.path === "string" ? `${error.path}: ` : ""
  return `${path}${getSystemErrorMap().get(errno)?.[1] ?? error.message}`
}

/** Nothing of this container runs, and its log says why (LC-14). */
const failed = ({ log, run, ended }: Order, problem: string): void => {
  LogFile.take(log, "stderr", Buffer.from(`${run.container} cannot be started: ${problem}\n`))
  LogFile.close(log)
  ended(Ending.startError, undefined, Date.now())
}

const exitCodeOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal])

/** Waits for what is still in the pipes, but not for those who keep them open beyond the end. */
const listened = async (readers: ReadonlyArray<Socket>, done: () => void): Promise<void> => {
  const bytesRead = () => readers.reduce((sum, reader) => sum + reader.bytesRead, 0)
  const open = readers.filter((reader) => !reader.closed)
  let turns = 0
  let before = bytesRead()
  const timer = setInterval(() => {
    const now = bytesRead()
    turns += 1
    if (now === before || turns >= turnsMax) for (const reader of open) reader.destroy()
    before = now
  }, turnMillis)
  await Promise.all(open.map((reader) => new Promise((closed) => reader.once("close", closed))))
  clearInterval(timer)
  done()
}

/** Reads the pipes to their end, at once where nobody has them open any more. */
const drained = (pipes: ReadonlyArray<Pipes.Pipe>, done: () => void): void => {
  const open = pipes.filter((pipe) => pipe.reader !== undefined || !Pipes.drain(pipe))
  if (open.length === 0) done()
  else
    void listened(
      open.map((pipe) => pipe.reader ?? Pipes.listen(pipe)),
      done
    )
}

/** Where its command is run, and those of its probes and hooks. `directory`: the Pod's. */
export const placeOf = ({ spec }: Run, directory: string, stdin: number): Handlers.Place => ({
  cwd: resolve(directory, spec.workingDir ?? ""),
  env: variablesOf(spec),
  stdin
})

const spawned = ({ run: { spec }, place }: Order, writers: ReadonlyArray<number>): ChildProcess => {
  const [command = "", ...args] = [...(spec.command ?? []), ...(spec.args ?? [])]
  const { cwd, env, stdin } = place
  return spawn(command, args, { cwd, env, detached: true, stdio: [stdin, ...writers] })
}

const watch = (
  order: Order,
  container: Container,
  child: ChildProcess,
  pipes: ReadonlyArray<Pipes.Pipe>
): void => {
  const startedAt = Date.now()
  const { pid } = child
  if (pid === undefined) {
    child.once("error", (error) => {
      for (const pipe of pipes) if (!Pipes.drain(pipe)) Pipes.discard(pipe)
      failed(order, describe(error))
    })
    return
  }
  container.pid = pid
  const noticing = setTimeout(() => {
    for (const pipe of pipes) Pipes.listen(pipe)
    order.lasts(pid, startedAt)
  }, brieflyMillis)
  child.once("exit", (code, signal) => {
    const finishedAt = Date.now()
    clearTimeout(noticing)
    Processes.signalGroup(pid, "SIGKILL")
    container.pid = undefined
    order.over()
    drained(pipes, () => {
      LogFile.close(order.log)
      order.ended(exitCodeOf(code, signal), startedAt, finishedAt)
    })
  })
}

const problemOf = ({ run: { spec }, place: { cwd } }: Order): string | undefined => {
  if (spec.command === undefined || spec.command.length === 0)
    return `a process cannot run an image (${spec.image}), the container needs a command`
  if (spec.workingDir === undefined) return undefined
  return isDirectory(cwd) ? undefined : `workingDir ${cwd}: no such directory`
}

/** Begins a container. Whatever becomes of it is told, and its log is closed. */
export const begin = (order: Order): Container => {
  const container: Container = { pid: undefined }
  const taken: Array<Pipes.Pipe> = []
  try {
    const problem = problemOf(order)
    if (problem !== undefined) throw new Error(problem)
    for (const stream of ["stdout", "stderr"] as const)
      Pipes.take(order.pipes, taken, (chunk) => LogFile.take(order.log, stream, chunk))
    const writers = taken.map(({ writer }) => writer)
    watch(order, container, spawned(order, writers), taken)
  } catch (error) {
    for (const pipe of taken) Pipes.discard(pipe)
    failed(order, describe(error))
  } finally {
    for (const { writer } of taken) closeSync(writer)
  }
  return container
}
