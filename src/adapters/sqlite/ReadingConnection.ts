/**
 * A store in this thread, which is held up while SQLite works: for those who only read, and for commands that do
 * nothing else.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Appending from "./Appending.ts"
import type { Answers, Connection, Request } from "./Connection.ts"
import type { Options } from "./Options.ts"
import * as Reading from "./Reading.ts"
import * as States from "./States.ts"
import * as Store from "./Store.ts"
import * as StoreError from "./StoreError.ts"

export const answer = (store: Store.Store, request: Request): Answers[Request["_tag"]] => {
  switch (request._tag) {
    case "Head":
      return Appending.head(store)
    case "All":
      return Reading.all(store, request.behind, request.last)
    case "OfStream":
      return Reading.ofStream(store, request.stream, request.behind, request.last)
    case "Last":
      return Reading.last(store, request.stream)
    case "States":
      return States.page(store, request.wanted, request.from)
  }
}

/** Runs something of a store, whose errors become `StoreError`s. */
export const attempt = <A>(path: string, act: () => A): Effect.Effect<A, StoreError.StoreError> =>
  Effect.try({ try: act, catch: (thrown) => StoreError.from(path, thrown) })

/** A store in this thread, open as long as the scope is. */
export const open = (options: Options): Effect.Effect<Store.Store, StoreError.StoreError, Scope.Scope> =>
  Effect.acquireRelease(
    attempt(options.path, () => Store.open(options)),
    (opened) => Effect.sync(() => Store.close(opened))
  )

/** A connection in this thread that only reads. */
export const connect = (path: string): Effect.Effect<Connection, StoreError.StoreError, Scope.Scope> =>
  Effect.map(open({ path, readOnly: true }), (opened) => ({
    ask: <R extends Request>(request: R) =>
      // `answer` answers each request with what `Answers` says of it.
      attempt(path, () => answer(opened, request) as Answers[R["_tag"]]),
    append: (_, settle) =>
      settle(
        new StoreError.StoreError({
          kind: "Unavailable",
          reason: `${path}: the store is open for reading only`
        })
      )
  }))
