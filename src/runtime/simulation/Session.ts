/**
 * One simulation under way: the Job, the world around it, and the queue of what is going to happen.
 *
 * What the queue yields is a fact, decided at once. The intents that follow from the state after it go to the world,
 * which answers with facts now or arms the queue for later. Nobody waits, and nothing here decides.
 */
import * as Result from "effect/Result"
import * as Admission from "../../domain/command/Admission.ts"
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import type { Event } from "../../domain/event/Event.ts"
import type { Fact, JobCreated } from "../../domain/event/Fact.ts"
import * as Decider from "../../domain/job/Decider.ts"
import * as Evolve from "../../domain/job/Evolve.ts"
import * as Job from "../../domain/job/Job.ts"
import * as Intents from "../../domain/projection/Intents.ts"
import * as Timers from "../../domain/projection/Timers.ts"
import * as Disturbance from "./Disturbance.ts"
import type * as Scenario from "./Scenario.ts"
import * as TimerQueue from "./TimerQueue.ts"
import * as User from "./User.ts"
import * as World from "./World.ts"

type Upcoming =
  | { readonly _tag: "Command"; readonly position: number; readonly command: Scenario.Command }
  | { readonly _tag: "Happening"; readonly happening: World.Happening }
  | { readonly _tag: "Timer"; readonly timer: Timers.Timer }
  | { readonly _tag: "Fault"; readonly fault: Scenario.Fault }
  | { readonly _tag: "Letter"; readonly fact: Fact }

/** Sees every batch as it is decided, and every command that is refused. */
export interface Observer {
  readonly batch: (batch: Decider.Batch) => void
  readonly rejected: (at: number, command: number, errors: ReadonlyArray<string>) => void
}

export interface Session {
  job: Job.Job
  readonly queue: TimerQueue.TimerQueue<Upcoming>
  readonly world: World.World
  readonly observer: Observer
  /** When the Job's timers are armed for in the queue. */
  readonly armed: { [T in Timers.Timer]: number | undefined }
  /** Kept only where faults need them: the log, and the last fact told about each Pod. */
  readonly events: Array<Event> | undefined
  readonly told: Map<number, Fact>
  readonly course: Disturbance.Course
}

const armWith = (queue: TimerQueue.TimerQueue<Upcoming>) => (at: number, happening: World.Happening) =>
  queue.arm(at, TimerQueue.classes.pod, { _tag: "Happening", happening })

export const make = (
  scenario: Scenario.Scenario,
  start: number,
  observer: Observer,
  disturbance?: Disturbance.Disturbance
): Session => {
  const queue = TimerQueue.make<Upcoming>()
  const { commands = [], faults = [] } = scenario
  commands.forEach((command, position) =>
    queue.arm(start + command.at, TimerQueue.classes.command, { _tag: "Command", position, command })
  )
  faults.forEach((fault) => queue.arm(start + fault.at, TimerQueue.classes.fault, { _tag: "Fault", fault }))
  return {
    job: Job.initialState,
    queue,
    world: World.make(scenario.pods ?? [], armWith(queue)),
    observer,
    armed: { ttl: undefined, backoff: undefined, deadline: undefined },
    events: faults.length === 0 && disturbance === undefined ? undefined : [],
    told: new Map(),
    course: Disturbance.course(disturbance)
  }
}

const armTimers = (session: Session): void => {
  for (const timer of Timers.timers) {
    const due = Timers.due(session.job, timer)
    if (due === session.armed[timer]) continue
    session.armed[timer] = due
    const order = timer === "ttl" ? TimerQueue.classes.ttl : TimerQueue.classes.job
    if (due !== undefined) session.queue.arm(Math.max(due, session.job.at), order, { _tag: "Timer", timer })
  }
}

/** Tells the controller what the world says, now or later. */
const report = (session: Session, facts: ReadonlyArray<Fact>): void => {
  const { course, queue } = session
  for (const said of facts) {
    if (course.disturbance === undefined) feed(session, said)
    else
      for (const { at, fact } of Disturbance.letters(course, said))
        if (at === undefined) feed(session, fact)
        else queue.arm(at, TimerQueue.classes.pod, { _tag: "Letter", fact })
  }
}

const perform = (session: Session, intents: ReadonlyArray<Intents.Intent>): void => {
  for (const intent of intents) {
    if (Disturbance.isDead(session.course)) return
    report(session, World.perform(session.world, session.job, intent))
  }
}

/** Sees to a Pod that something happened to. */
const seeTo = (session: Session, ordinal: number): void => {
  const pod = OrdinalMap.get(session.job.podSet.pods, ordinal)
  if (pod === undefined) World.forget(session.world, ordinal)
  else perform(session, Intents.ofPod(pod, session.job.spec.template))
}

const follow = (session: Session, batch: Decider.Batch): void => {
  armTimers(session)
  let last: number | undefined
  for (const event of batch.events) {
    // A Pod may come up again later in the batch: what was asked for before is not done again.
    if (!("ordinal" in event) || event.ordinal === last) continue
    last = event.ordinal
    seeTo(session, last)
  }
}

/** Tells the domain a fact, and does what follows. */
const feed = (session: Session, fact: Fact): void => {
  if (Disturbance.isMissed(session.course, fact)) return
  if (session.events !== undefined && "ordinal" in fact) session.told.set(fact.ordinal, fact)
  take(session, Decider.decide(session.job, fact))
}

const take = (session: Session, batch: Decider.Batch): void => {
  if (batch.events.length === 0) return
  session.job = batch.job
  if (session.events !== undefined) for (const event of batch.events) session.events.push(event)
  session.observer.batch(batch)
  for (const event of batch.events) {
    if (event._tag === "PodCreated") World.meet(session.world, event.ordinal, event.index)
  }
  Disturbance.appended(session.course)
  if (!Disturbance.isDead(session.course)) follow(session, batch)
  Disturbance.acted(session.course)
}

/** A Job that is gone may be deleted again: there is nothing to refuse. */
const refuse = (
  session: Session,
  at: number,
  { position, command }: Upcoming & { readonly _tag: "Command" },
  rejection: Admission.Rejection
): void => {
  if ("delete" in command) return
  session.observer.rejected(at, position, Admission.describe(rejection))
}

/**
 * Another controller starts where one has died: it has the log, derives the rest anew, and hears what nobody heard
 * (promise P7). It may die in its turn.
 */
const recover = (session: Session): void => {
  const { armed, course, events = [], world } = session
  course.controller = "Alive"
  session.job = Evolve.replay(events)
  for (const timer of Timers.timers) armed[timer] = undefined
  World.forgetTimers(world)
  const facts = [...(course.disturbance?.retells(events) ?? []), ...course.unheard.splice(0)]
  armTimers(session)
  perform(session, Intents.of(session.job))
  for (const fact of facts) feed(session, { ...fact, at: Math.max(fact.at, session.job.at) })
  if (Disturbance.isDead(session.course)) recover(session)
}

const fail = (session: Session, fault: Scenario.Fault, at: number): void => {
  if ("controllerRestarts" in fault) return recover(session)
  const ordinal = User.youngest(session, fault.observationRepeats)
  const fact = ordinal === undefined ? undefined : session.told.get(ordinal)
  if (fact !== undefined) feed(session, { ...fact, at })
}

/**
 * Creates the Job. Upstream takes a first command of the same instant in before it looks at the new Job, so the two
 * are decided together; a Job that is gone by then was never seen.
 */
const createAtOnce = (session: Session, created: JobCreated, at: number): void => {
  const first = session.queue.peek()
  if (first === undefined || first.at > at || first.value._tag !== "Command") return feed(session, created)
  session.queue.next(at)
  const { value } = first
  const unseen = { ...session, job: Evolve.evolve(session.job, created) }
  Result.match(User.admitted(unseen, at, value.command), {
    onFailure: (rejection) => {
      refuse(session, at, value, rejection)
      feed(session, created)
    },
    onSuccess: (fact) => take(session, Decider.decideCreation(session.job, created, fact))
  })
}

/** A timer that was armed anew since rings for nothing, and so does one of a controller that is no more. */
const ring = (session: Session, timer: Timers.Timer, at: number): void => {
  const due = Timers.due(session.job, timer)
  if (due === undefined || due > at || session.armed[timer] === undefined) return
  feed(session, Timers.factOf(timer, at))
}

/** What was said a while ago is heard. */
const hear = (session: Session, fact: Fact, at: number): void => {
  Disturbance.arrived(session.course, fact)
  feed(session, { ...fact, at })
}

/** The Job is created, and whoever dies over it has a successor. */
export const create = (session: Session, created: JobCreated, at: number): void => {
  createAtOnce(session, created, at)
  if (Disturbance.isDead(session.course)) recover(session)
}

const happen = (session: Session, { at, value }: TimerQueue.Entry<Upcoming>): void => {
  switch (value._tag) {
    case "Command":
      Result.match(User.admitted(session, at, value.command), {
        onFailure: (rejection) => refuse(session, at, value, rejection),
        onSuccess: (fact) => feed(session, fact)
      })
      break
    case "Happening":
      report(
        session,
        World.happen(session.world, Disturbance.known(session.course, session.job), value.happening, at)
      )
      break
    case "Timer":
      ring(session, value.timer, at)
      break
    case "Fault":
      fail(session, value.fault, at)
      break
    case "Letter":
      hear(session, value.fact, at)
      break
  }
}

/** Does the next thing that happens up to an instant; whether there was one. */
export const step = (session: Session, until: number): boolean => {
  const entry = session.queue.next(until)
  if (entry === undefined) return false
  happen(session, entry)
  if (Disturbance.isDead(session.course)) recover(session)
  return true
}
