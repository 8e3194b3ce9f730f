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
import * as Runs from "../../domain/pod/Runs.ts"
import type * as Intents from "../../domain/projection/Intents.ts"
import * as PodScript from "./PodScript.ts"
import type * as Scenario from "./Scenario.ts"

/** Something the world will do to a Pod. */
export type Happening =
  | { readonly _tag: "PodStarts" | "TerminationEnds"; readonly ordinal: number }
  | { readonly _tag: "RunEnds"; readonly ordinal: number; readonly attempt: number }
  | { readonly _tag: "BackoffEnds"; readonly fact: Fact }

interface Actor {
  readonly identity: PodScript.Identity
  readonly rule: Scenario.Rule
  /** What was asked for already; forgotten with the Pod. */
  asked: Set<string> | undefined
}

export interface World {
  readonly rules: ReadonlyArray<Scenario.Rule>
  readonly arm: (at: number, happening: Happening) => void
  readonly actors: Array<Actor>
  /** How many Pods each index had. */
  readonly attempts: Map<number, number>
}

export const make = (rules: ReadonlyArray<Scenario.Rule>, arm: World["arm"]): World => ({
  rules,
  arm,
  actors: [],
  attempts: new Map()
})

/** The Pod was created: it gets its identity and its part. */
export const meet = (world: World, ordinal: number, index: number | undefined): void => {
  if (world.actors[ordinal] !== undefined) return
  const attempt = index === undefined ? ordinal : (world.attempts.get(index) ?? 0)
  if (index !== undefined) world.attempts.set(index, attempt + 1)
  const identity = { ordinal, index, attempt }
  world.actors[ordinal] = { identity, rule: PodScript.ruleFor(world.rules, identity), asked: undefined }
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

interface Run {
  readonly ordinal: number
  readonly container: string
  readonly attempt: number
}

const start = (world: World, { ordinal, container, attempt }: Run, at: number): ReadonlyArray<Fact> => {
  const actor = world.actors[ordinal]
  if (actor === undefined || isAsked(actor, `start/${container}/${attempt}`)) return []
  const run = PodScript.runFor(actor.rule)
  if (run !== "forever" && !isAsked(actor, `run/${attempt}`))
    world.arm(at + run, { _tag: "RunEnds", ordinal, attempt })
  const ready = PodScript.ready(actor.rule)
  return [{ _tag: "ContainerStarted", at, ordinal, container, attempt, ready, startedAt: at }]
}

/** Does what is asked for; gives the facts that follow at once. */
export const perform = (world: World, intent: Intents.Intent, at: number): ReadonlyArray<Fact> => {
  const actor = world.actors[intent.ordinal]
  if (actor === undefined) return []
  const { ordinal } = intent
  switch (intent._tag) {
    case "StartContainer":
      return start(world, intent, at)
    case "RequestSlot":
      if (actor.rule.neverStarts !== true && !isAsked(actor, "slot")) {
        world.arm(at + PodScript.startAfter(actor.rule), { _tag: "PodStarts", ordinal })
      }
      return []
    case "AwaitContainerBackoff": {
      const { container, attempt, due } = intent
      const fact: Fact = { _tag: "ContainerBackoffElapsed", at: due, ordinal, container, attempt }
      if (!isAsked(actor, `wait/${container}/${attempt}`)) world.arm(due, { _tag: "BackoffEnds", fact })
      return []
    }
    case "StopPod":
      if (!isAsked(actor, "stop")) {
        world.arm(intent.at + PodScript.terminationTakes(actor.rule), { _tag: "TerminationEnds", ordinal })
      }
      return []
  }
}

/** At once assigned, and all its containers started (TR-11). */
const podStarts = (world: World, job: Job, ordinal: number, at: number): ReadonlyArray<Fact> => [
  { _tag: "SlotGranted", at, ordinal },
  ...job.spec.template.spec.containers.flatMap(({ name }) =>
    start(world, { ordinal, container: name, attempt: 0 }, at)
  )
]

/**
 * Ends of the containers that have not ended: the first as scripted, the others with 0 (TR-12). Where the first runs
 * again in place, the others go on meanwhile, so that the Pod is Ready again with its next run (TR-14).
 */
const exits = (pod: Pod.Pod, end: PodScript.End, at: number): ReadonlyArray<Fact> =>
  Runs.open(pod).map(({ container, attempt }) => {
    const { exitCode, reason } =
      container === pod.containers[0]?.name ? end : { exitCode: 0, reason: "Completed" }
    const { ordinal } = pod
    return { _tag: "ContainerExited", at, ordinal, container, attempt, exitCode, reason, finishedAt: at }
  })

/** TR-13: the Pod's phase, reason and conditions change with the end of its container, in one update. */
const evicted = (rule: Scenario.Rule, ordinal: number, end: PodScript.End, at: number): Fact => ({
  _tag: "PodEvicted",
  at,
  ordinal,
  reason: rule.podReason ?? "",
  conditions: rule.conditions ?? [],
  exitCode: end.exitCode,
  containerReason: end.reason,
  finishedAt: at
})

const runEnds = (
  job: Job,
  pod: Pod.Pod,
  rule: Scenario.Rule,
  attempt: number,
  at: number
): ReadonlyArray<Fact> => {
  const mayRestart = job.spec.template.spec.restartPolicy === "OnFailure" && pod.deletionAt === undefined
  const end = PodScript.endOfRun(rule, attempt, mayRestart)
  if (end.whole) return [evicted(rule, pod.ordinal, end, at)]
  return mayRestart && end.exitCode !== 0 ? exits(pod, end, at).slice(0, 1) : exits(pod, end, at)
}

/** The facts of a happening whose time has come; none about a Pod that has ended by then. */
export const happen = (world: World, job: Job, happening: Happening, at: number): ReadonlyArray<Fact> => {
  if (happening._tag === "BackoffEnds") return [happening.fact]
  const { ordinal } = happening
  const rule = world.actors[ordinal]?.rule
  const pod = OrdinalMap.get(job.podSet.pods, ordinal)
  if (rule === undefined || pod === undefined || Pod.isFinished(pod)) return []
  switch (happening._tag) {
    case "PodStarts":
      return podStarts(world, job, ordinal, at)
    case "RunEnds":
      return runEnds(job, pod, rule, happening.attempt, at)
    case "TerminationEnds":
      return exits(pod, PodScript.endOfTermination(rule), at)
  }
}
