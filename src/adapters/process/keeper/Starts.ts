/**
 * Beginning runs. A key is claimed, on disk, before its process is forked.
 */
import type { Run, Standing } from "../../../runtime/container/ContainerRuntime.ts"
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
  readonly place: Handlers.Place
  readonly log: LogFile.LogFile
}

const livingOf = ({ run, place }: Prepared): Keeper.Living => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const preStop = run.spec.health?.preStop
  return {
    key: Keeper.keyOf(run),
    over: promise,
    end: resolve,
    container: { pid: undefined },
    care: undefined,
    preStop: preStop && (() => Handlers.hook(preStop, place)),
    stopping: undefined
  }
}

/** How what nobody looks after stands. */
const well: Standing = { ready: true }

/** Runs the probes and hooks of a run, and tells how it stands. One that is to end already is not looked after. */
const lookAfter = (
  living: Keeper.Living,
  { run: { spec }, place }: Prepared,
  tell: (standing: Standing) => void
): Standing | undefined => {
  const { health } = spec
  if (health === undefined) return well
  if (living.stopping !== undefined) return Care.atFirst(health)
  living.care = Care.begin(health, place, tell)
  return living.care.standing
}

const begin = (keeper: Keeper.Keeper, prepared: Prepared): void => {
  const { run, place, log } = prepared
  const living = livingOf(prepared)
  const { key } = living
  keeper.living.set(Keeper.nameOf(key), living)
  const lasts = (pid: number, startedAt: number) => {
    const mark = Processes.markOf(pid, keeper.place)
    const tell = (standing: Standing) =>
      Keeper.tell(keeper, { _tag: "Started", ...key, startedAt, ...standing })
    const standing = lookAfter(living, prepared, tell)
    Keeper.record(
      keeper,
      key,
      () => Ledger.began(keeper.ledger, key, mark, startedAt),
      () => standing && tell(standing)
    )
  }
  const ended = (exitCode: number, startedAt: number | undefined, finishedAt: number) => {
    const reason = startedAt === undefined ? "StartError" : Ending.reasonOf(exitCode)
    const exited: Ledger.Exited = { _tag: "Exited", ...key, exitCode, reason, startedAt, finishedAt }
    Keeper.settle(living)
    keeper.living.delete(Keeper.nameOf(key))
    Keeper.report(keeper, exited, () => Ledger.ended(keeper.ledger, exited))
    living.end()
  }
  const over = () => Keeper.settle(living)
  living.container = Container.begin({ run, place, log, pipes: keeper.pipes, lasts, over, ended })
}

const prepare = ({ settings, stdin }: Keeper.Keeper, run: Run): Prepared => {
  const directory = Directory.pod(settings.directory, run.pod)
  makeDirectory(directory)
  makeDirectory(Directory.logsOf(settings.directory, run))
  const path = Directory.log(settings.directory, run)
  const log = LogFile.make(path, { bytes: settings.logBytes, files: settings.logFiles })
  return { run, place: Container.placeOf(run, directory, stdin), log }
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
