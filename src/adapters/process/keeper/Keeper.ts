/**
 * The keeper's state, and who may change it: what runs now, who is told of it, and the highest epoch there was.
 */
import type { Observation, Run, RunKey } from "../../../runtime/container/ContainerRuntime.ts"
import type * as Container from "./Container.ts"
import * as Ledger from "./Ledger.ts"
import type * as Pipes from "./Pipes.ts"
import * as Processes from "./Processes.ts"
import type { Reply, Settings } from "./Protocol.ts"

/** A run that has not ended. */
export interface Living {
  readonly key: RunKey
  /** Settled when the run has ended. */
  readonly over: Promise<void>
  readonly end: () => void
  container: Container.Container
  /** SIGTERM was sent, SIGKILL follows. */
  stopping: { readonly termAt: number; killAt: number; timer: NodeJS.Timeout | undefined } | undefined
}

/** Who asks: where it hears the answer and, once attached, what happens. */
export interface Controller {
  readonly tell: (reply: Reply) => void
  readonly leave: () => void
}

/** A start, and whom to tell that it was made. */
export interface Waiting {
  readonly epoch: number
  readonly run: Run
  readonly answer: (reply: Reply) => void
}

export interface Keeper {
  readonly settings: Settings
  readonly ledger: Ledger.Ledger
  readonly pipes: Pipes.Pipes
  readonly stdin: number
  readonly living: Map<string, Living>
  /** Who is told what happens, and as which epoch. */
  readonly attached: Map<Controller, number>
  /** Starts that are about to be claimed. */
  readonly waiting: Array<Waiting>
  epoch: number
}

/** It is done, or was done before. */
export const done: Reply = { _tag: "Done" }

/** It is not done, and why. */
export const refused = (reason: string): Reply => ({ _tag: "Failed", reason })

/** What a key is called here. */
export const nameOf = ({ pod, container, attempt }: RunKey): string => `${pod}/${container}/${attempt}`

/** The key alone, of whatever has one. */
export const keyOf = ({ pod, container, attempt }: RunKey): RunKey => ({ pod, container, attempt })

/** Lets in whoever is of the highest epoch, and shows those before out. */
export const admit = (keeper: Keeper, epoch: number): Reply | undefined => {
  if (!Number.isSafeInteger(epoch)) return refused(`epoch ${epoch}: must be an integer`)
  if (epoch < keeper.epoch) return { _tag: "Superseded", epoch, current: keeper.epoch }
  if (epoch === keeper.epoch) return undefined
  Ledger.raiseEpoch(keeper.ledger, epoch)
  keeper.epoch = epoch
  for (const [controller, earlier] of keeper.attached) {
    keeper.attached.delete(controller)
    controller.tell({ _tag: "Superseded", epoch: earlier, current: epoch })
    controller.leave()
  }
  return undefined
}

/** Tells the controllers. */
export const tell = (keeper: Keeper, observation: Observation): void => {
  for (const { tell } of keeper.attached.keys()) tell({ _tag: "Observed", observation })
}

/** A full disk may keep what a process did from being written down. It is told all the same, and written later. */
export const record = (key: RunKey, write: () => void): void => {
  try {
    write()
  } catch (error) {
    process.stderr.write(`${nameOf(key)}: not written down yet: ${String(error)}\n`)
    setTimeout(() => record(key, write), 1000)
  }
}

/** Signals all processes of a run. */
export const signal = ({ container: { pid } }: Living, name: NodeJS.Signals): void => {
  if (pid !== undefined) Processes.signalGroup(pid, name)
}

/** Ends everything that runs and satisfies `isMeant`, and waits for it. */
export const killAll = async (keeper: Keeper, isMeant: (key: RunKey) => boolean): Promise<void> => {
  const meant = [...keeper.living.values()].filter(({ key }) => isMeant(key))
  for (const living of meant) signal(living, "SIGKILL")
  await Promise.all(meant.map(({ over }) => over))
}
