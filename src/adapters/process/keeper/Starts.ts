/**
 * Beginning runs. What is asked for at the same time is claimed together, in one write to the disk.
 */
import { dirname } from "node:path"
import type { Run, RunKey } from "../../../runtime/container/ContainerRuntime.ts"
import * as Ending from "../../../runtime/container/Ending.ts"
import { makeDirectory } from "../../directory/MakeDirectory.ts"
import * as Container from "./Container.ts"
import * as Directory from "./Directory.ts"
import * as Keeper from "./Keeper.ts"
import * as Ledger from "./Ledger.ts"
import * as LogFile from "./LogFile.ts"
import * as Processes from "./Processes.ts"
import type { Reply } from "./Protocol.ts"

/** A run that is to begin, with what it needs. */
interface Prepared {
  readonly run: Run
  readonly directory: string
  readonly log: LogFile.LogFile
}

const livingOf = (key: RunKey): Keeper.Living => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { key, over: promise, end: resolve, container: { pid: undefined }, stopping: undefined }
}

const begin = (keeper: Keeper.Keeper, { run, directory, log }: Prepared): void => {
  const key = Keeper.keyOf(run)
  const living = livingOf(key)
  keeper.living.set(Keeper.nameOf(key), living)
  const began = (pid: number, startedAt: number) => {
    const mark = Processes.markOf(pid)
    Keeper.record(key, () => Ledger.began(keeper.ledger, key, mark, startedAt))
    Keeper.tell(keeper, { _tag: "Started", ...key, startedAt, ready: true })
  }
  const ended = (exitCode: number, startedAt: number | undefined, finishedAt: number) => {
    const reason = startedAt === undefined ? "StartError" : Ending.reasonOf(exitCode)
    const exited: Ledger.Exited = { _tag: "Exited", ...key, exitCode, reason, startedAt, finishedAt }
    clearTimeout(living.stopping?.timer)
    keeper.living.delete(Keeper.nameOf(key))
    Keeper.record(key, () => Ledger.ended(keeper.ledger, exited))
    Keeper.tell(keeper, exited)
    living.end()
  }
  const { pipes, stdin } = keeper
  living.container = Container.begin({ run, directory, stdin, log, pipes, began, ended })
}

const prepare = ({ settings }: Keeper.Keeper, run: Run): Prepared => {
  const directory = Directory.pod(settings.directory, run.pod)
  const path = Directory.log(settings.directory, run)
  makeDirectory(directory)
  makeDirectory(dirname(path))
  return { run, directory, log: LogFile.open(path, { bytes: settings.logBytes, files: settings.logFiles }) }
}

const claim = ({ ledger }: Keeper.Keeper, prepared: ReadonlyArray<Prepared>): void => {
  try {
    Ledger.claim(
      ledger,
      prepared.map(({ run }) => run)
    )
  } catch (error) {
    for (const { log } of prepared) LogFile.close(log)
    throw error
  }
}

const reasonOf = (error: unknown): Reply =>
  Keeper.refused(error instanceof Error ? error.message : String(error))

/** Begins all that wait, but for those whose key is spent or whose controller was superseded meanwhile. */
const beginAll = (keeper: Keeper.Keeper): void => {
  const prepared = new Map<string, Prepared>()
  const begun: Array<Keeper.Waiting> = []
  for (const waiting of keeper.waiting.splice(0)) {
    const { epoch, run, answer } = waiting
    try {
      const refusal = Keeper.admit(keeper, epoch)
      if (refusal !== undefined) answer(refusal)
      else if (Ledger.isSpent(keeper.ledger, run)) answer(Keeper.done)
      else {
        const name = Keeper.nameOf(run)
        if (!prepared.has(name)) prepared.set(name, prepare(keeper, run))
        begun.push(waiting)
      }
    } catch (error) {
      answer(reasonOf(error))
    }
  }
  try {
    claim(keeper, [...prepared.values()])
    for (const one of prepared.values()) begin(keeper, one)
    for (const { answer } of begun) answer(Keeper.done)
  } catch (error) {
    for (const { answer } of begun) answer(reasonOf(error))
  }
}

/** Answered when the run has begun, or need not. */
export const start = (keeper: Keeper.Keeper, epoch: number, run: Run): Promise<Reply> | Reply => {
  const { namespace, pod } = run.spec
  const problem = Directory.keyProblem(run) ?? Directory.nameProblem({ namespace, "pod name": pod })
  if (problem !== undefined) return Keeper.refused(problem)
  return new Promise((answer) => {
    keeper.waiting.push({ epoch, run, answer })
    if (keeper.waiting.length === 1) setImmediate(() => beginAll(keeper))
  })
}
