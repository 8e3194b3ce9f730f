import * as OrdinalMap from "../../../../src/domain/data/OrdinalMap.ts"
/**
 * A Job in play: what it has come to, and how it goes on when something is told. Nothing waits: upstream's tests wait for
 * back-offs, here their time comes as soon as a step is over.
 */
import type { Event } from "../../../../src/domain/event/Event.ts"
import * as Decider from "../../../../src/domain/job/Decider.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as Pod from "../../../../src/domain/pod/Pod.ts"
import * as Clock from "../../../domain/Clock.ts"
import * as Told from "../../../domain/Told.ts"

/** How a Job of the case is created, and its Pods live. */
export interface Setting {
  /** Fields of a manifest, which are judged when it is created. */
  readonly spec: object
  /** Pods run as soon as they are there, and do not vanish when they are asked to. */
  readonly podsRun: boolean
}

export interface Play {
  readonly setting: Setting
  readonly job: Job.Job
  readonly at: number
  readonly events: ReadonlyArray<Event>
  /** Where the events of this step begin. */
  readonly stepFrom: number
  /** What was played with the Jobs of this name before. */
  readonly former: ReadonlyArray<Play>
  /** What the API said of the last change it was asked for in this step; nothing where it took it. */
  readonly refusal: ReadonlyArray<string> | undefined
}

export type Act = (play: Play) => Play

export const begin = (setting: Setting): Play => ({
  setting,
  job: Job.initialState,
  at: Clock.start,
  events: [],
  stepFrom: 0,
  former: [],
  refusal: undefined
})

export const pods = ({ job }: Play): ReadonlyArray<Pod.Pod> => OrdinalMap.values(job.podSet.pods)

export const alive = (play: Play): ReadonlyArray<Pod.Pod> => pods(play).filter((pod) => !Pod.isFinished(pod))

const decided = (play: Play, fact: Parameters<typeof Decider.decide>[1]): Play => {
  const { events, job } = Decider.decide(play.job, fact)
  return { ...play, job, events: [...play.events, ...events] }
}

/** Tells something, and lets Pods run that run by themselves. */
export const tell =
  (...story: ReadonlyArray<Told.Told>): Act =>
  (play) => {
    const told = story.reduce((now, one) => one.facts(now.at, now.job).reduce(decided, now), play)
    const waiting = told.setting.podsRun ? alive(told).filter(({ slot }) => !slot) : []
    return waiting.length === 0
      ? told
      : tell(...waiting.map(({ ordinal }) => Told.podRuns(ordinal, { ready: false })))(told)
  }

export const all =
  (...acts: ReadonlyArray<Act>): Act =>
  (play) =>
    acts.reduce((now, act) => act(now), play)

export const nothing: Act = (play) => play

export const create: Act = (play) =>
  play.job.generation > 0 ? play : tell(Told.job(play.setting.spec))(play)

/** Another Job of the name, with some fields that this one had not. */
export const recreate =
  (spec: object = {}): Act =>
  (play) =>
    create({
      ...play,
      setting: { ...play.setting, spec: { ...play.setting.spec, ...spec } },
      job: Job.initialState,
      events: [],
      stepFrom: 0,
      former: [...play.former, play]
    })

/** Another controller takes over: it has nothing but the log. */
export const restart: Act = (play) => ({ ...play, job: Evolve.replay(play.events) })

/** Until no back-off holds anything back. */
export const waited: Act = (play) => {
  const { backoff } = play.job.due
  if (backoff === undefined) return play
  const later = { ...play, at: Math.max(play.at, backoff) }
  return waited(tell(Told.timeIsUp("backoff"))(later))
}
