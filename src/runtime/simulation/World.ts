/**
 * The in-memory world: it does what intents ask, by the scenario's rules, and reports facts when their time comes.
 *
 * It knows its Pods by itself and does everything at most once for each Pod, container and attempt, so it may be told
 * an intent again and again (promise P7).
 */
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import type { Fact } from "../../domain/event/Fact.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as Pod from "../../domain/pod/Pod.ts"
import type * as Intents from "../../domain/projection/Intents.ts"
import * as PodScript from "./PodScript.ts"
import * as RunEnds from "./RunEnds.ts"
import type * as Scenario from "./Scenario.ts"

/** Something the world will do to a Pod. */
export type Happening =
  | { readonly _tag: "PodStarts" | "TerminationEnds"; readonly ordinal: number }
  | { readonly _tag: "RunEnds"; readonly ordinal: number; readonly attempt: number }
  | ({ readonly _tag: "InitRunEnds" | "ContainerStops" | "TurnsUnhealthy" } & RunEnds.Run)
  | { readonly _tag: "TimerRings"; readonly ordinal: number; readonly key: string; readonly fact: Fact }

interface Actor {
  readonly identity: PodScript.Identity
  readonly rule: Scenario.Rule
  /** What was asked for already; forgotten with the Pod. */
  asked: Set<string> | undefined
}

/** Gives each Pod its part, once. */
export type Casting = (pod: PodScript.Identity) => Scenario.Rule

export interface World {
  readonly casting: Casting
  readonly arm: (at: number, happening: Happening) => void
  readonly actors: Array<Actor>
  /** How many Pods each index had. */
  readonly attempts: Map<number, number>
}

export const cast = (casting: Casting, arm: World["arm"]): World => ({
  casting,
  arm,
  actors: [],
  attempts: new Map()
})

export const make = (rules: ReadonlyArray<Scenario.Rule>, arm: World["arm"]): World =>
  cast((pod) => PodScript.ruleFor(rules, pod), arm)

/** The Pod was created: it gets its identity and its part. */
export const meet = (world: World, ordinal: number, index: number | undefined): void => {
  if (world.actors[ordinal] !== undefined) return
  const attempt = index === undefined ? ordinal : (world.attempts.get(index) ?? 0)
  if (index !== undefined) world.attempts.set(index, attempt + 1)
  const identity = { ordinal, index, attempt }
  world.actors[ordinal] = { identity, rule: world.casting(identity), asked: undefined }
}

export const identity = (world: World, ordinal: number): PodScript.Identity | undefined =>
  world.actors[ordinal]?.identity

/** Whether this was asked for before; it is from now on. */
const isAsked = (actor: Actor, key: string): boolean => {
  actor.asked ??= new Set()
  const before = actor.asked.has(key)
  actor.asked.add(key)
  return before
}

/** The Pod is not in hand any more: nothing will be asked for it again. */
export const forget = (world: World, ordinal: number): void => {
  const actor = world.actors[ordinal]
  if (actor !== undefined) actor.asked = undefined
}

/** What begins so is the controller's own to wait for. */
const timer = "timer/"

interface Awaited {
  readonly ordinal: number
  readonly due: number
  readonly fact: Fact
}

const awaitInstant = (world: World, actor: Actor, key: string, { due, ...rings }: Awaited): void => {
  if (!isAsked(actor, key)) world.arm(due, { _tag: "TimerRings", key, ...rings })
}

/** Nobody waits for an instant any more, until somebody is asked to. */
export const forgetTimers = ({ actors }: World): void => {
  for (const { asked } of actors) for (const key of asked ?? []) if (key.startsWith(timer)) asked?.delete(key)
}

const start = (
  world: World,
  job: Job,
  { ordinal, container, attempt }: RunEnds.Run,
  at: number
): ReadonlyArray<Fact> => {
  const actor = world.actors[ordinal]
  if (actor === undefined || isAsked(actor, `start/${container}/${attempt}`)) return []
  const item = RunEnds.initContainer(job, container)
  const part = item === undefined ? actor.rule : PodScript.initRuleFor(actor.rule, item)
  const takes = PodScript.runFor(part)
  if (takes !== "forever" && item !== undefined)
    world.arm(at + takes, { _tag: "InitRunEnds", ordinal, container, attempt })
  if (takes !== "forever" && item === undefined && !isAsked(actor, `run/${attempt}`))
    world.arm(at + takes, { _tag: "RunEnds", ordinal, attempt })
  const { unhealthyAfter } = part
  if (unhealthyAfter !== undefined && RunEnds.isLookedAfter(job, container))
    world.arm(at + unhealthyAfter, { _tag: "TurnsUnhealthy", ordinal, container, attempt })
  const ready = PodScript.ready(part)
  return [{ _tag: "ContainerStarted", at, ordinal, container, attempt, ready, startedAt: at }]
}

/**
 * Sidecars are asked one behind the other, and each ends by itself, as does a container of a Pod that goes on; all
 * others end together (LC-52).
 */
const stop = (world: World, job: Job, actor: Actor, intent: Intents.StopContainer): void => {
  const { ordinal, container, attempt } = intent
  const item = RunEnds.initContainer(job, container)
  const pod = OrdinalMap.get(job.podSet.pods, ordinal)
  if (isAsked(actor, `stop/${container}/${attempt}/${intent.at}`)) return
  const isSidecar = item !== undefined && Pod.isSidecar(item)
  const takes = PodScript.terminationTakes(isSidecar ? PodScript.initRuleFor(actor.rule, item) : actor.rule)
  if (isSidecar || (pod !== undefined && !Pod.isStopping(pod)))
    world.arm(Math.max(intent.at, job.at) + takes, { _tag: "ContainerStops", ordinal, container, attempt })
  else world.arm(intent.at + takes, { _tag: "TerminationEnds", ordinal })
}

/** Does what is asked for; gives the facts that follow at once. */
export const perform = (world: World, job: Job, intent: Intents.Intent): ReadonlyArray<Fact> => {
  const actor = world.actors[intent.ordinal]
  if (actor === undefined) return []
  const { ordinal } = intent
  switch (intent._tag) {
    case "StartContainer":
      return start(world, job, intent, job.at)
    case "RequestSlot":
      if (actor.rule.neverStarts !== true && !isAsked(actor, "slot"))
        world.arm(job.at + PodScript.startAfter(actor.rule), { _tag: "PodStarts", ordinal })
      return []
    case "AwaitContainerBackoff": {
      const { container, attempt, due } = intent
      const fact: Fact = { _tag: "ContainerBackoffElapsed", at: due, ordinal, container, attempt }
      awaitInstant(world, actor, `${timer}${container}/${attempt}`, { ordinal, due, fact })
      return []
    }
    case "AwaitPodDeadline": {
      const fact: Fact = { _tag: "PodDeadlineExceeded", at: intent.due, ordinal }
      awaitInstant(world, actor, `${timer}deadline`, { ordinal, due: intent.due, fact })
      return []
    }
    case "StopContainer":
      stop(world, job, actor, intent)
      return []
  }
}

/** At once assigned, and, unless init containers come first, all its containers started (TR-11). */
const podStarts = (world: World, job: Job, ordinal: number, at: number): ReadonlyArray<Fact> => {
  const { containers, initContainers = [] } = job.spec.template.spec
  const granted: Fact = { _tag: "SlotGranted", at, ordinal }
  return initContainers.length > 0
    ? [granted]
    : [
        granted,
        ...containers.flatMap(({ name }) => start(world, job, { ordinal, container: name, attempt: 0 }, at))
      ]
}

/** The facts of a happening whose time has come; none about a Pod that has ended by then. */
export const happen = (world: World, job: Job, happening: Happening, at: number): ReadonlyArray<Fact> => {
  const { ordinal } = happening
  if (happening._tag === "TimerRings")
    return world.actors[ordinal]?.asked?.has(happening.key) === true ? [happening.fact] : []
  const rule = world.actors[ordinal]?.rule
  const pod = OrdinalMap.get(job.podSet.pods, ordinal)
  if (rule === undefined || pod === undefined || Pod.isFinished(pod)) return []
  switch (happening._tag) {
    case "PodStarts":
      return podStarts(world, job, ordinal, at)
    case "RunEnds":
      return RunEnds.byItself(job, pod, { rule, run: happening, at })
    case "InitRunEnds":
      return RunEnds.ofInitContainer(job, pod, { rule, run: happening, at })
    case "TurnsUnhealthy":
      return RunEnds.unhealthy(job, happening, at)
    case "ContainerStops":
      return [RunEnds.exit(happening, RunEnds.asked(job, rule, happening.container), at)]
    case "TerminationEnds":
      return RunEnds.together(pod, PodScript.endOfTermination(rule), at)
  }
}
