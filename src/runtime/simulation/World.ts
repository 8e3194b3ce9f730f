/**
 * The in-memory world: it does what intents ask, by the scenario's rules, and reports facts when their time comes.
 *
 * It knows its Pods by itself and does everything at most once for each Pod, container and attempt, so it may be told
 * an intent again and again (promise P7).
 */
import type { Fact } from "../../domain/event/Fact.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as Pod from "../../domain/pod/Pod.ts"
import type { Intent } from "../../domain/projection/Intents.ts"
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import * as PodScript from "./PodScript.ts"
import type * as Scenario from "./Scenario.ts"

/** Something the world will do to a Pod. */
export type Happening =
  | { readonly _tag: "PodStarts"; readonly ordinal: number }
  | { readonly _tag: "RunEnds"; readonly ordinal: number; readonly attempt: number }
  | { readonly _tag: "TerminationEnds"; readonly ordinal: number }
  | { readonly _tag: "ContainerBackoffEnds"; readonly fact: Fact & { readonly _tag: "ContainerBackoffElapsed" } }

interface Actor {
  readonly identity: PodScript.Identity
  readonly rule: Scenario.Rule
  /** What was asked for already, as `container/attempt`, `slot` or `stop`. */
  readonly asked: Set<string>
}

export interface World {
  /** The Pod was created: it gets its identity. */
  readonly meet: (ordinal: number, index: number | undefined) => void
  /** Does what is asked for; gives the facts that follow at once. */
  readonly perform: (intent: Intent, at: number) => ReadonlyArray<Fact>
  /** The facts of a happening whose time has come. */
  readonly happen: (job: Job, happening: Happening, at: number) => ReadonlyArray<Fact>
  readonly identity: (ordinal: number) => PodScript.Identity | undefined
}

/** Ends of the containers that have not ended: the first as scripted, the others with 0 (TR-12). */
const exits = (pod: Pod.Pod, end: PodScript.End, at: number): ReadonlyArray<Fact> =>
  pod.containers.flatMap((container, position): ReadonlyArray<Fact> => {
    if (container.state === "Terminated" || container.attempt < 0) return []
    const { exitCode, reason } = position === 0 ? end : { exitCode: 0, reason: "Completed" }
    return [
      {
        _tag: "ContainerExited",
        at,
        ordinal: pod.ordinal,
        container: container.name,
        attempt: container.attempt,
        exitCode,
        reason,
        finishedAt: at
      }
    ]
  })

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

export const make = (
  rules: ReadonlyArray<Scenario.Rule>,
  arm: (at: number, happening: Happening) => void
): World => {
  const actors: Array<Actor> = []
  const attempts = new Map<number, number>()

  const meet = (ordinal: number, index: number | undefined): void => {
    const attempt = index === undefined ? ordinal : (attempts.get(index) ?? 0)
    if (index !== undefined) attempts.set(index, attempt + 1)
    const identity = { ordinal, index, attempt }
    actors[ordinal] ??= { identity, rule: PodScript.ruleFor(rules, identity), asked: new Set() }
  }

  const start = (actor: Actor, intent: Intent & { readonly _tag: "StartContainer" }, at: number): ReadonlyArray<Fact> => {
    const run = PodScript.runFor(actor.rule)
    const key = `run/${intent.attempt}`
    if (run !== "forever" && !actor.asked.has(key)) {
      actor.asked.add(key)
      arm(at + run, { _tag: "RunEnds", ordinal: intent.ordinal, attempt: intent.attempt })
    }
    const { ordinal, container, attempt } = intent
    const ready = PodScript.ready(actor.rule)
    return [{ _tag: "ContainerStarted", at, ordinal, container, attempt, ready, startedAt: at }]
  }

  const perform: World["perform"] = (intent, at) => {
    const actor = actors[intent.ordinal]
    const key = "container" in intent ? `${intent._tag}/${intent.container}/${intent.attempt}` : intent._tag
    if (actor === undefined || actor.asked.has(key)) return []
    actor.asked.add(key)
    switch (intent._tag) {
      case "RequestSlot":
        if (actor.rule.neverStarts !== true) arm(at + PodScript.startAfter(actor.rule), { _tag: "PodStarts", ordinal: intent.ordinal })
        return []
      case "StartContainer":
        return start(actor, intent, at)
      case "AwaitContainerBackoff": {
        const { ordinal, container, attempt, due } = intent
        arm(due, {
          _tag: "ContainerBackoffEnds",
          fact: { _tag: "ContainerBackoffElapsed", at: due, ordinal, container, attempt }
        })
        return []
      }
      case "StopPod":
        arm(intent.at + PodScript.terminationTakes(actor.rule), { _tag: "TerminationEnds", ordinal: intent.ordinal })
        return []
    }
  }

  const runEnds = (job: Job, ordinal: number, attempt: number, at: number): ReadonlyArray<Fact> => {
    const actor = actors[ordinal]
    const pod = OrdinalMap.get(job.pods, ordinal)
    if (actor === undefined || pod === undefined || Pod.isFinished(pod)) return []
    const end = PodScript.endOfRun(actor.rule, attempt, job.spec.template.spec.restartPolicy)
    return end.whole ? [evicted(actor.rule, ordinal, end, at)] : exits(pod, end, at)
  }

  const terminationEnds = (job: Job, ordinal: number, at: number): ReadonlyArray<Fact> => {
    const actor = actors[ordinal]
    const pod = OrdinalMap.get(job.pods, ordinal)
    if (actor === undefined || pod === undefined || Pod.isFinished(pod)) return []
    return exits(pod, PodScript.endOfTermination(actor.rule), at)
  }

  const happen: World["happen"] = (job, happening, at) => {
    switch (happening._tag) {
      case "PodStarts":
        return [{ _tag: "SlotGranted", at, ordinal: happening.ordinal }]
      case "RunEnds":
        return runEnds(job, happening.ordinal, happening.attempt, at)
      case "TerminationEnds":
        return terminationEnds(job, happening.ordinal, at)
      case "ContainerBackoffEnds":
        return [happening.fact]
    }
  }

  return { meet, perform, happen, identity: (ordinal) => actors[ordinal]?.identity }
}
