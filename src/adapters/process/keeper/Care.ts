/**
 * Looking after a container that runs: its probes, each as often as it says, and what is to be done at its start. Told is
 * how it stands, whenever that changes (LC-17, LC-42, LC-71).
 */
import type { Health, Probe } from "../../../domain/pod/Health.ts"
import type { Standing } from "../../../runtime/container/ContainerRuntime.ts"
import * as Handlers from "./Handlers.ts"

/** It goes on until it is ended. */
export interface Care {
  standing: Standing
  readonly end: () => void
}

interface Looking {
  readonly place: Handlers.Place
  readonly startedAt: number
  /** What is to be called off at the end. */
  readonly open: Set<() => void>
  isOver: boolean
}

const second = 1000

/** Does it after so long, unless all is over by then. */
const later = (looking: Looking, millis: number, does: () => void): void => {
  const callOff = () => clearTimeout(timer)
  const timer = setTimeout(() => {
    looking.open.delete(callOff)
    does()
  }, millis)
  looking.open.add(callOff)
}

const attempt = async (looking: Looking, { handler, timeoutSeconds }: Probe): Promise<boolean> => {
  const { done, callOff } = Handlers.begin(handler, looking.place, timeoutSeconds)
  looking.open.add(callOff)
  const succeeded = await done
  looking.open.delete(callOff)
  return succeeded
}

/** Tells each threshold that is reached; who is told says whether to go on. */
type Hear = (succeeded: boolean) => "on" | "done"

/** Probes again and again. So many of a kind in a row count. */
const probe = (looking: Looking, how: Probe, hear: Hear): void => {
  let row = { succeeded: true, length: 0 }
  const look = async (): Promise<void> => {
    const succeeded = await attempt(looking, how)
    if (looking.isOver) return
    row = { succeeded, length: row.succeeded === succeeded ? row.length + 1 : 1 }
    const isReached = row.length >= (succeeded ? how.successThreshold : how.failureThreshold)
    if (isReached && hear(succeeded) === "done") return
    later(looking, how.periodSeconds * second, () => void look())
  }
  const since = Date.now() - looking.startedAt
  later(looking, Math.max(0, how.initialDelaySeconds * second - since), () => void look())
}

type Cause = NonNullable<Standing["unhealthy"]>

/** Changes how the container stands. */
type Stand = (change: Partial<Standing>) => void

/** Nothing is looked at any more once it must not go on. */
type Fail = (unhealthy: Cause) => "done"

/** Probes that wait for the container to have started. */
const whileItRuns = (looking: Looking, health: Health, care: Care, stand: Stand, fail: Fail): void => {
  const { livenessProbe, readinessProbe } = health
  if (livenessProbe !== undefined)
    probe(looking, livenessProbe, (succeeded) => (succeeded ? "on" : fail("LivenessProbe")))
  if (readinessProbe !== undefined)
    probe(looking, readinessProbe, (ready) => {
      if (ready !== care.standing.ready) stand({ ready })
      return "on"
    })
}

const atItsStart = async (looking: Looking, hook: Handlers.Attempt, fail: Fail): Promise<void> => {
  looking.open.add(hook.callOff)
  const succeeded = await hook.done
  looking.open.delete(hook.callOff)
  if (!succeeded && !looking.isOver) fail("PostStartHook")
}

/** Looks after a container that has just been started. */
export const begin = (health: Health, place: Handlers.Place, tell: (standing: Standing) => void): Care => {
  const { startupProbe, readinessProbe, postStart } = health
  const looking: Looking = { place, startedAt: Date.now(), open: new Set(), isOver: false }
  const end = () => {
    looking.isOver = true
    for (const callOff of looking.open) callOff()
    looking.open.clear()
  }
  const started = startupProbe === undefined
  const care: Care = { standing: { started, ready: started && readinessProbe === undefined }, end }
  const stand: Stand = (change) => {
    care.standing = { ...care.standing, ...change }
    tell(care.standing)
  }
  const fail: Fail = (unhealthy) => {
    end()
    stand({ unhealthy })
    return "done"
  }
  if (startupProbe === undefined) whileItRuns(looking, health, care, stand, fail)
  else
    probe(looking, startupProbe, (succeeded) => {
      if (!succeeded) return fail("StartupProbe")
      stand({ started: true, ready: readinessProbe === undefined })
      whileItRuns(looking, health, care, stand, fail)
      return "done"
    })
  if (postStart !== undefined) void atItsStart(looking, Handlers.begin(postStart, place), fail)
  return care
}
