/**
 * Timers on Effect's clock. A timer only sees to it that somebody looks: that its time has come is a fact like any
 * other, judged by the domain when it is taken in (promise P3).
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FiberMap from "effect/FiberMap"
import type { Fact } from "../../domain/event/Fact.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as Timers from "../../domain/projection/Timers.ts"
import * as Mailbox from "./Mailbox.ts"

export interface Wakeups {
  readonly mailbox: Mailbox.Mailbox
  readonly fibers: FiberMap.FiberMap<string>
  /** What each timer is armed for. */
  readonly armed: Map<string, number>
}

export const make = (mailbox: Mailbox.Mailbox, fibers: FiberMap.FiberMap<string>): Wakeups => ({
  mailbox,
  fibers,
  armed: new Map()
})

/** Longer sleeps are slept in parts: a timer of Node holds 24 days at most, and clocks are set. */
const sleepMillisMax = 3_600_000

/** Until the clock shows this instant, and not a millisecond less. */
const until = (due: number): Effect.Effect<void> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    now >= due
      ? Effect.void
      : Effect.andThen(Effect.sleep(Duration.millis(Math.min(due - now, sleepMillisMax))), until(due))
  )

/** Tells a fact when its time has come; under one key only the last counts. */
export const at = (
  { fibers, mailbox }: Wakeups,
  key: string,
  stream: string,
  due: number,
  fact: (at: number) => Fact
): Effect.Effect<unknown> =>
  FiberMap.run(
    fibers,
    key,
    Effect.andThen(
      until(due),
      Mailbox.tell(mailbox, stream, (_, now) => [fact(now)])
    )
  )

/** What was to be told under this key is not told. */
export const cancel = ({ fibers }: Wakeups, key: string): Effect.Effect<void> => FiberMap.remove(fibers, key)

/** Arms the Job's own timers as its state has them. */
export const ofJob = (wakeups: Wakeups, stream: string, job: Job): Effect.Effect<void> =>
  Effect.forEach(
    Timers.timers,
    (timer) => {
      const key = `${stream}/${timer}`
      const due = Timers.due(job, timer)
      if (due === wakeups.armed.get(key)) return Effect.void
      if (due === undefined) {
        wakeups.armed.delete(key)
        return FiberMap.remove(wakeups.fibers, key)
      }
      wakeups.armed.set(key, due)
      return at(wakeups, key, stream, due, (now) => Timers.factOf(timer, now))
    },
    { discard: true }
  )
