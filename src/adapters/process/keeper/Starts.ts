/**
 * Beginning runs. A key is claimed, on disk, before its process is forked.
 */
import type { Run, RunKey, Standing } from "../../../runtime/container/ContainerRuntime.ts"
import * as Ending from "../../../runtime/container/Ending.ts"
import { makeDirectory } from "../../directory/MakeDirectory.ts"
import * as Care from "./Care.ts"
import * as Container from "./Container.ts"
import * as Directory from "./Directory.ts"
import * as Handlers from "./Handlers.ts"
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
  return {
    key,
    over: promise,
    end: resolve,
    container: { pid: undefined },
    care: undefined,
    preStop: undefined,
    stopping: undefined
  }
}

interface Begun {
  readonly startedAt: number
  readonly place: Handlers.Place
}

const well: Standing = { ready: true }

/** Runs the probes and hooks of a run; gives how it stands at first. One that is to end already is not looked after. */
const lookAfter = (
  keeper: Keeper.Keeper,
  living: Keeper.Living,
  { spec: { health } }: Run,
  { startedAt, place }: Begun
): Standing => {
  const { key } = living
  if (health === undefined || living.stopping !== undefined) return well
  const { preStop } = health
  if (preStop !== undefined) living.preStop = () => Handlers.begin(preStop, place)
  living.care = Care.begin(health, place, (standing) =>
    Keeper.tell(keeper, { _tag: "Started", ...key, startedAt, ...standing })
  )
  return living.care.standing
}

const begin = (keeper: Keeper.Keeper, { run, directory, log }: Prepared): void => {
  const key = Keeper.keyOf(run)
  const living = livingOf(key)
  keeper.living.set(Keeper.nameOf(key), living)
  const lasts = (pid: number, startedAt: number, place: Handlers.Place) => {
    const mark = Processes.markOf(pid, keeper.place)
    const standing = lookAfter(keeper, living, run, { startedAt, place })
    Keeper.report(keeper, { _tag: "Started", ...key, startedAt, ...standing }, () =>
      Ledger.began(keeper.ledger, key, mark, startedAt)
    )
  }
  const ended = (exitCode: number, startedAt: number | undefined, finishedAt: number) => {
    const reason = startedAt === undefined ? "StartError" : Ending.reasonOf(exitCode)
    const exited: Ledger.Exited = { _tag: "Exited", ...key, exitCode, reason, startedAt, finishedAt }
    living.care?.end()
    Keeper.settle(living)
    keeper.living.delete(Keeper.nameOf(key))
    Keeper.report(keeper, exited, () => Ledger.ended(keeper.ledger, exited))
    living.end()
  }
  const { pipes, stdin } = keeper
  living.container = Container.begin({ run, directory, stdin, log, pipes, lasts, ended })
}

const prepare = ({ settings }: Keeper.Keeper, run: Run): Prepared => {
  const directory = Directory.pod(settings.directory, run.pod)
  makeDirectory(directory)
  makeDirectory(Directory.logsOf(settings.directory, run))
  const path = Directory.log(settings.directory, run)
  return { run, directory, log: LogFile.make(path, { bytes: settings.logBytes, files: settings.logFiles }) }
}

type Answer = (reply: Reply) => void

/** Claims the key, unless it is spent or the controller was superseded meanwhile. */
const claim = (keeper: Keeper.Keeper, epoch: number, run: Run, answer: Answer): (() => void) => {
  const refusal = Keeper.superseded(keeper, epoch)
  if (refusal !== undefined) return () => answer(refusal)
  if (Ledger.isSpent(keeper.ledger, run)) return () => answer(Keeper.done)
  let prepared: Prepared
  try {
    prepared = prepare(keeper, run)
  } catch (error) {
    return () => answer(Keeper.broken(error))
  }
  Ledger.claim(keeper.ledger, run)
  return () => {
    begin(keeper, prepared)
    answer(Keeper.done)
  }
}

/** Answered when the run has begun, or need not. */
export const start = (keeper: Keeper.Keeper, epoch: number, run: Run): Promise<Reply> | Reply => {
  const { namespace, pod } = run.spec
  const problem = Directory.keyProblem(run) ?? Directory.nameProblem({ namespace, "pod name": pod })
  if (problem !== undefined) return Keeper.refused(problem)
  return new Promise((answer) => {
    Keeper.enter(keeper, {
      isDurable: true,
      write: () => claim(keeper, epoch, run, answer),
      refuse: (error) => answer(Keeper.broken(error))
    })
  })
}
