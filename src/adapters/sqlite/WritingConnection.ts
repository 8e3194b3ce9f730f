/**
 * A connection to a store that is appended to: a worker's, and for what is short one of this thread beside it.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Answers, Connection, Request } from "./Connection.ts"
import * as Here from "./Here.ts"
import type { Options } from "./Options.ts"
import * as Outbox from "./Outbox.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import type { StoreError } from "./StoreError.ts"
import * as WorkerLink from "./WorkerLink.ts"

/** Is answered with one record at most. */
const isShort = ({ _tag }: Request): boolean => _tag === "Head" || _tag === "Last"

const ask = <R extends Request>(
  { link, here }: Outbox.Outbox,
  request: R
): Effect.Effect<Answers[R["_tag"]], StoreError> => {
  if (here === undefined || !isShort(request)) return WorkerLink.ask(link, request)
  const { store } = here.appender
  // `answer` answers each request with what `Answers` says of it.
  const answer = () => ReadingConnection.answer(store, request) as Answers[R["_tag"]]
  return ReadingConnection.attempt(store.path, answer).pipe(
    // The worker is more patient, and says what is wrong.
    Effect.catch(() => WorkerLink.ask(link, request))
  )
}

/** Opens a store, which is created where there is none, for as long as the scope is open. */
export const open = (options: Options): Effect.Effect<Connection, StoreError, Scope.Scope> =>
  Effect.gen(function* () {
    const link = yield* Effect.acquireRelease(WorkerLink.start(options), WorkerLink.close)
    const here = options.neverBlocks === true ? undefined : yield* Here.open(options.path)
    const outbox = Outbox.make(link, here)
    // Everything appended before is done before.
    yield* Effect.addFinalizer(() => Outbox.sent(outbox))
    return {
      ask: (request) => ask(outbox, request),
      append: (batches, settle) => Outbox.append(outbox, { batches, bodies: [], slots: [], settle })
    }
  })
