/**
 * Tells who waits at the end of the log that more may be there: when this process appended, and when another did,
 * which the head of the log shows (store rule (f)).
 */
import { setTimeout } from "node:timers/promises"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import type * as Scope from "effect/Scope"
import type { Connection } from "./Connection.ts"
import type { Tail } from "./Tail.ts"

export interface News {
  /** How often there was news: noted before the log is read, it tells what came after. */
  count: number
  /** How often of something that only the file can tell. */
  foreign: number
  next: Deferred.Deferred<void>
  /** Open while somebody waits. */
  readonly isWanted: Latch.Latch
  waiting: number
}

const lookMillis = 40

export const wake = (news: News): void => {
  news.count += 1
  if (news.waiting === 0) return
  const { next } = news
  news.next = Deferred.makeUnsafe()
  Deferred.doneUnsafe(next, Effect.void)
}

/** Somebody else has appended, or may have: only the file can tell. */
export const wakeToRead = (news: News): void => {
  news.foreign += 1
  wake(news)
}

/** Waits for news beyond the first so many. */
export const wait = (news: News, count: number): Effect.Effect<void> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      news.waiting += 1
      news.isWanted.openUnsafe()
    }),
    () => (news.count === count ? Deferred.await(news.next) : Effect.void),
    () =>
      Effect.sync(() => {
        news.waiting -= 1
        if (news.waiting === 0) news.isWanted.closeUnsafe()
      })
  )

/** A pause of this machine's time, whatever clock the program has. */
const pause = Effect.promise(() => setTimeout(lookMillis))

/** Looks for the commits of others while somebody waits. A store that fails is news too: who reads on is told. */
const look = (news: News, { ask }: Connection, tail: Tail): Effect.Effect<never> => {
  let last: number | undefined
  return Effect.gen(function* () {
    yield* news.isWanted.await
    const head = yield* Effect.orElseSucceed(ask({ _tag: "Head" }), () => undefined)
    if (head === undefined || (head.seq !== last && head.seq > tail.end)) wakeToRead(news)
    last = head?.seq
    yield* pause
  }).pipe(Effect.forever)
}

/** News of a store, for as long as the scope is open. */
export const make = (connection: Connection, tail: Tail): Effect.Effect<News, never, Scope.Scope> =>
  Effect.gen(function* () {
    const news: News = {
      count: 0,
      foreign: 0,
      next: Deferred.makeUnsafe(),
      isWanted: Latch.makeUnsafe(),
      waiting: 0
    }
    yield* Effect.forkScoped(look(news, connection, tail))
    return news
  })
