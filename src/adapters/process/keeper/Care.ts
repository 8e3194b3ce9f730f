/**
 * Looking after a container that runs: what is to be done at its start, then its probes, each as often as it says. Told is
 * how it stands, whenever that changes (LC-17, LC-42, LC-71).
 *
 * Nothing is told before the hook at its start is done: until then the container is not said to run.
 */
import type { Health, Probe } from "../../../domain/pod/Health.ts"
import * as Probing from "../../../domain/pod/Probing.ts"
import type { Standing } from "../../../runtime/container/ContainerRuntime.ts"
import * as Handlers from "./Handlers.ts"
import * as Waiting from "./Waiting.ts"

/** It goes on until it is ended. */
export interface Care {
  /** Nothing as long as the hook at its start runs. */
  standing: Standing | undefined
  /** The container is to end: whether it is ready is looked at on, and nothing else. */
  readonly leave: () => void
  readonly end: () => void
}

/** What goes on, and can be called off together. */
interface Concern {
  readonly open: Set<() => void>
  isOver: boolean
}

const concern = (): Concern => ({ open: new Set(), isOver: false })

const close = (concern: Concern): void => {
  concern.isOver = true
  for (const callOff of concern.open) callOff()
  concern.open.clear()
}

interface Looking {
  readonly health: Health
  readonly place: Handlers.Place
  readonly startedAt: number
  /** Whether the container may go on. */
  readonly life: Concern
  /** Whether it is ready, and what its hook has left. */
  readonly rest: Concern
  readonly tell: (change: Partial<Standing>) => void
}

/** Waits, unless all is over by then. */
const later = ({ open }: Concern, millis: number, does: () => void): void => {
  const callOff = Waiting.after(millis, () => {
    open.delete(callOff)
    does()
  })
  open.add(callOff)
}

const second = 1000

/** Hears each verdict; says whether to go on. */
type Hear = (verdict: Probing.Verdict) => "on" | "done"

/** Probes again and again, once in each period, from the end of the delay on. */
const probe = ({ place, startedAt }: Looking, of: Concern, how: Probe, hear: Hear): void => {
  let row = Probing.noRow
  const look = async (): Promise<void> => {
    const lookedAt = Date.now()
    const { done, callOff } = Handlers.probe(how.handler, place, how.timeoutSeconds)
    of.open.add(callOff)
    const result = await done
    of.open.delete(callOff)
    if (of.isOver) return
    row = Probing.next(row, result)
    const verdict = result === "Unknown" ? undefined : Probing.verdict(row, how)
    if (verdict !== undefined && hear(verdict) === "done") return
    later(of, Math.max(0, how.periodSeconds * second - (Date.now() - lookedAt)), () => void look())
  }
  const since = Date.now() - startedAt
  later(of, Math.max(0, how.initialDelaySeconds * second - since), () => void look())
}

type Cause = NonNullable<Standing["unhealthy"]>

/** It must not go on; who asks for its end is told, and it is asked no more. */
const fail = ({ life, tell }: Looking, unhealthy: Cause, standing: Partial<Standing> = {}): "done" => {
  close(life)
  tell({ ...standing, unhealthy })
  return "done"
}

/** Probes that wait for the container to have started. */
const whileItRuns = (looking: Looking): void => {
  const { health, life, rest, tell } = looking
  const { livenessProbe, readinessProbe } = health
  if (livenessProbe !== undefined)
    probe(looking, life, livenessProbe, (verdict) =>
      verdict === "Success" ? "on" : fail(looking, "LivenessProbe")
    )
  if (readinessProbe !== undefined)
    probe(looking, rest, readinessProbe, (verdict) => {
      tell({ ready: verdict === "Success" })
      return "on"
    })
}

/** How a container stands before anything was looked at. */
export const atFirst = ({ startupProbe, readinessProbe }: Health): Standing => ({
  started: startupProbe === undefined,
  ready: startupProbe === undefined && readinessProbe === undefined
})

const probeIt = (looking: Looking): void => {
  const { health, life, tell } = looking
  const { startupProbe, readinessProbe } = health
  if (startupProbe === undefined) return whileItRuns(looking)
  probe(looking, life, startupProbe, (verdict) => {
    if (verdict === "Failure") return fail(looking, "StartupProbe")
    tell({ started: true, ready: readinessProbe === undefined })
    whileItRuns(looking)
    return "done"
  })
}

/** What the hook leaves running ends with the container. */
const atItsStart = async (looking: Looking, { done, callOff }: Handlers.Hook): Promise<void> => {
  const { health, life, rest, tell } = looking
  life.open.add(callOff)
  rest.open.add(callOff)
  const succeeded = await done
  life.open.delete(callOff)
  if (life.isOver) return
  if (!succeeded) return void fail(looking, "PostStartHook", { started: false, ready: false })
  tell(atFirst(health))
  probeIt(looking)
}

/** Looks after a container that has just been started. */
export const begin = (health: Health, place: Handlers.Place, hear: (standing: Standing) => void): Care => {
  const { postStart } = health
  const [life, rest] = [concern(), concern()]
  const leave = () => close(life)
  const end = () => [life, rest].forEach(close)
  const standing = postStart === undefined ? atFirst(health) : undefined
  const care: Care = { standing, leave, end }
  const tell: Looking["tell"] = (change) => {
    const before = care.standing
    const now = { ready: false, ...before, ...change }
    care.standing = now
    if (now.ready !== before?.ready || now.started !== before.started || now.unhealthy !== before.unhealthy)
      hear(now)
  }
  const looking: Looking = { health, place, startedAt: Date.now(), life, rest, tell }
  if (postStart === undefined) probeIt(looking)
  else void atItsStart(looking, Handlers.hook(postStart, place))
  return care
}
