/**
 * What a run in memory has printed, as its script has it: at once, or line by line as its time comes.
 */
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { LogLine, Observation } from "../../runtime/container/ContainerRuntime.ts"
import * as Behaviour from "./Behaviour.ts"

/** A run, and when it is over. */
export interface Logged {
  readonly behaviour: Behaviour.Behaviour
  readonly startedAt: number
  readonly ended: Deferred.Deferred<void>
  readonly last: Observation
}

const finishedAt = ({ last }: Logged): number =>
  last._tag === "Exited" ? last.finishedAt : Number.POSITIVE_INFINITY

/** The lines from `next` on that are due, and where to go on; with `follow` the lines that come by and by. */
const page =
  (run: Logged, follow: boolean) =>
  (next: number): Effect.Effect<readonly [ReadonlyArray<LogLine>, Option.Option<number>]> =>
    Effect.gen(function* () {
      const isOver = run.last._tag !== "Started"
      const now = yield* Clock.currentTimeMillis
      const all = Behaviour.linesOf(run.behaviour, run.startedAt)
      const printed = all.filter(({ due }) => due <= Math.min(now, finishedAt(run)))
      const lines = printed.slice(next).map(({ line }) => line)
      if (isOver || !follow) return [lines, Option.none()] as const
      if (lines.length > 0) return [lines, Option.some(printed.length)] as const
      const due = all[printed.length]?.due
      const turn = due === undefined ? Effect.never : Effect.sleep(due - now)
      yield* Effect.raceFirst(turn, Deferred.await(run.ended))
      return [[], Option.some(next)] as const
    })

/** The log; with `follow` on until the run is over. */
export const read = (run: Logged, follow: boolean): Stream.Stream<LogLine> =>
  Stream.paginate(0, page(run, follow))
