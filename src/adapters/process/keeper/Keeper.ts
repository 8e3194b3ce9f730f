/**
 * The keeper's state, and who may change it: what runs now, who is told of it, and the highest epoch there was.
 */
import type { Observation, RunKey } from "../../../runtime/container/ContainerRuntime.ts"
import type * as Care from "./Care.ts"
import type * as Container from "./Container.ts"
import type * as Handlers from "./Handlers.ts"
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
  /** Where it is looked after, by whom; not before it lasts. */
  care: Care.Care | undefined
  /** Begins what is to be done before SIGTERM, if anything is. */
  readonly preStop: (() => Handlers.Hook) | undefined
  stopping: Stopping | undefined
}

/**
 * SIGTERM is due at `termAt`, unless a hook is still at it (`isHooked`), and was sent at `sentAt`. Beyond `killAt` nothing is
 * waited for.
 */
export interface Stopping {
  termAt: number
  killAt: number
  sentAt: number | undefined
  readonly hook: Handlers.Hook | undefined
  isHooked: boolean
  timer: NodeJS.Timeout | undefined
}

/** Who asks: where it hears the answer and, once attached, what happens. */
export interface Controller {
  readonly tell: (reply: Reply) => void
  readonly leave: () => void
}

/** What is to be written down in the next turn. */
export interface Entry {
  /** Whether what follows must not happen before this is on disk. */
  readonly isDurable: boolean
  /** Writes it, and gives what is to be done once it is kept. */
  readonly write: () => () => void
  /** It could not be kept. */
  readonly refuse: (error: unknown) => void
}

export interface Keeper {
  readonly settings: Settings
  readonly ledger: Ledger.Ledger
  readonly pipes: Pipes.Pipes
  readonly stdin: number
  readonly living: Map<string, Living>
  /** Who is told what happens, and as which epoch. */
  readonly attached: Map<Controller, number>
  /** What the next turn writes down, in this order. */
  readonly entries: Array<Entry>
  /** Where the numbers of processes mean what they mean now. */
  readonly place: string
  /** How many wait for an answer. */
  asking: number
  epoch: number
}

/** It is done, or was done before. */
export const done: Reply = { _tag: "Done" }

/** It is not done, and why. */
export const refused = (reason: string): Reply => ({ _tag: "Failed", reason })

/** It is not done: something broke. */
export const broken = (error: unknown): Reply =>
  refused(error instanceof Error ? error.message : String(error))

/** What a key is called here. */
export const nameOf = ({ pod, container, attempt }: RunKey): string => `${pod}/${container}/${attempt}`

/** The key alone, of whatever has one. */
export const keyOf = ({ pod, container, attempt }: RunKey): RunKey => ({ pod, container, attempt })

/** The refusal of an epoch that is over. */
export const superseded = ({ epoch: current }: Keeper, epoch: number): Reply | undefined =>
  epoch < current ? { _tag: "Superseded", epoch, current } : undefined

/** Lets in whoever is of the highest epoch, and shows those before out. */
export const admit = (keeper: Keeper, epoch: number): Reply | undefined => {
  if (!Number.isSafeInteger(epoch)) return refused(`epoch ${epoch}: must be an integer`)
  const refusal = superseded(keeper, epoch)
  if (refusal !== undefined) return refusal
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

/** The last that is known of every run that was not removed; of one that is looked after, how it stands, if that is told. */
export const observations = ({ ledger, living }: Keeper): ReadonlyArray<Observation> =>
  Ledger.observations(ledger).flatMap((observation) => {
    const care = observation._tag === "Started" ? living.get(nameOf(observation))?.care : undefined
    if (care === undefined) return [observation]
    return care.standing === undefined ? [] : [{ ...observation, ...care.standing }]
  })

/**
 * One turn: what was asked and what happened since the last one is written down together, with at most one wait for the
 * disk, and only then acted upon.
 */
export const takeTurn = (keeper: Keeper): void => {
  const entries = keeper.entries.splice(0)
  if (entries.length === 0) return
  const acts: Array<() => void> = []
  try {
    const isDurable = entries.some((entry) => entry.isDurable)
    Ledger.transaction(keeper.ledger, isDurable, () => {
      for (const { write } of entries) acts.push(write())
    })
  } catch (error) {
    for (const { refuse } of entries) refuse(error)
    return
  }
  for (const act of acts) act()
}

/** Has something written down in the next turn. */
export const enter = (keeper: Keeper, entry: Entry): void => {
  keeper.entries.push(entry)
  if (keeper.entries.length === 1) setImmediate(() => takeTurn(keeper))
}

const nothing = (): void => {}
const retryMillis = 1000

/**
 * Writes down what a process did, then acts upon it. A full disk may keep it from being written down: it is acted upon all
 * the same, and written later.
 */
export const record = (keeper: Keeper, key: RunKey, write: () => void, then: () => void): void => {
  const entryOf = (act: () => void): Entry => ({
    isDurable: false,
    write: () => {
      write()
      return act
    },
    refuse: (error) => {
      process.stderr.write(`${nameOf(key)}: not written down yet: ${String(error)}\n`)
      act()
      setTimeout(() => enter(keeper, entryOf(nothing)), retryMillis)
    }
  })
  enter(keeper, entryOf(then))
}

/** Writes down what a process did, and tells it. */
export const report = (keeper: Keeper, observation: Observation, write: () => void): void =>
  record(keeper, observation, write, () => tell(keeper, observation))

/** Nothing more is to be done to a run: it has ended. */
export const settle = (living: Living): void => {
  const { care, stopping } = living
  care?.end()
  living.stopping = undefined
  stopping?.hook?.callOff()
  clearTimeout(stopping?.timer)
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
