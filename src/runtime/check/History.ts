/**
 * One history of a Job in a world that is drawn from a seed and the history's number, played to its verdict. All quick
 * laws watch it.
 */
import type { JobCreated } from "../../domain/event/Fact.ts"
import type { Batch } from "../../domain/job/Decider.ts"
import * as Job from "../../domain/job/Job.ts"
import * as Laws from "../../domain/law/Laws.ts"
import * as Scenario from "../simulation/Scenario.ts"
import * as Session from "../simulation/Session.ts"
import * as TimerQueue from "../simulation/TimerQueue.ts"
import * as World from "../simulation/World.ts"
import * as IndexHolders from "./IndexHolders.ts"
import * as Random from "./Random.ts"
import type { RandomPod } from "./RandomPod.ts"

/** What all histories of a check share. `draw` gives a Pod its part. */
export interface Setting {
  readonly created: JobCreated
  readonly seed: number
  readonly draw: (random: Random.Random) => RandomPod
}

/** What was seen of a history so far. */
interface Seen {
  readonly holders: IndexHolders.IndexHolders
  watched: Laws.Watched
  podsCreated: number
  podsAlive: number
}

export interface History {
  readonly session: Session.Session
  readonly seen: Seen
}

/** When a history begins. */
export const startAt = Date.parse(Scenario.defaultStart)

/** A Job without a verdict after a year is left at that. */
const millisMax = 365 * 86_400_000

/** As many events as a Job of 100,000 Pods needs, with some to spare. */
const eventsMax = 2_000_000

const watch = Laws.watch(Laws.quick)

const see = (seen: Seen, batch: Batch): void => {
  seen.watched = watch(seen.watched, batch)
  for (const event of batch.events) {
    if (event._tag === "PodCreated") seen.podsCreated += 1
    IndexHolders.see(seen.holders, event)
  }
  const { active, terminating } = batch.job.podSet.tally
  seen.podsAlive = Math.max(seen.podsAlive, active + terminating)
}

/** The world in which each Pod does what is drawn for it. */
const drawn = (
  { queue, world }: Session.Session,
  seen: Seen,
  draw: (ordinal: number) => RandomPod
): World.World =>
  World.cast(({ ordinal }) => {
    const { rule, askedAfter } = draw(ordinal)
    if (askedAfter !== undefined) {
      const at = seen.watched.job.at + askedAfter
      const command = { at: at - startAt, deletePod: { ordinal } }
      queue.arm(at, TimerQueue.classes.command, { _tag: "Command", position: 0, command })
    }
    return rule
  }, world.arm)

/** Creates the Job of a history; `advance` plays on. */
export const start = ({ created, seed, draw }: Setting, number: number): History => {
  const seen: Seen = {
    holders: IndexHolders.make(),
    watched: Laws.initialState,
    podsCreated: 0,
    podsAlive: 0
  }
  const observer: Session.Observer = { batch: (batch) => see(seen, batch), rejected: () => undefined }
  const made = Session.make({ manifest: {} }, startAt, observer)
  const world = drawn(made, seen, (ordinal) => draw(Random.make(seed, number, ordinal)))
  const session = { ...made, world }
  Session.create(session, { ...created, at: startAt }, startAt)
  return { session, seen }
}

/** How many events it took so far. */
export const events = ({ session }: History): number => session.job.resourceVersion

/** Lets so many things happen; whether the history goes on. */
export const advance = (history: History, steps: number): boolean => {
  const { session } = history
  for (let step = 0; step < steps; step += 1) {
    if (Job.isOver(session.job) || events(history) > eventsMax) return false
    if (!Session.step(session, startAt + millisMax)) return false
  }
  return true
}

/** How a history ended. `millis`: the time from creation to the verdict; nothing of it where none was reached. */
export interface Outcome {
  readonly verdict:
    | { readonly type: "Complete" | "Failed"; readonly reason: string; readonly millis: number }
    | undefined
  /** It was not played to its end. */
  readonly isCut: boolean
  readonly podsCreated: number
  readonly podsAlive: number
  readonly hasOverlap: boolean
}

const verdictOf = ({ job }: Session.Session): Outcome["verdict"] => {
  const condition = Job.isFinished(job) ? Job.verdict(job) : undefined
  return condition === undefined
    ? undefined
    : {
        type: Job.hasFailed(job) ? "Failed" : "Complete",
        reason: condition.reason,
        millis: job.at - startAt
      }
}

export const outcome = ({ session, seen }: History): Outcome => {
  const verdict = verdictOf(session)
  return {
    verdict,
    isCut: verdict === undefined && session.queue.peek() !== undefined,
    podsCreated: seen.podsCreated,
    podsAlive: seen.podsAlive,
    hasOverlap: seen.holders.hasOverlap
  }
}
