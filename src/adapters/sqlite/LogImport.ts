/**
 * Importing a log into an empty store: verified while it is read, and there when all of it is good. Texts and hashes
 * are kept byte for byte.
 *
 * It is one transaction, which ends with the scope: what did not come to a good end is not there.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import * as Jsonl from "../../runtime/log/Jsonl.ts"
import * as StoredState from "../../runtime/log/StoredState.ts"
import * as Verification from "../../runtime/log/Verification.ts"
import * as Appending from "./Appending.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import * as States from "./States.ts"
import type { Store } from "./Store.ts"
import type { StoreError } from "./StoreError.ts"

/** The store has a log already: nothing is mixed into it. */
export interface NotEmpty {
  readonly _tag: "NotEmpty"
  readonly path: string
  readonly records: number
}

/** An import under way. */
export interface LogImport {
  readonly store: Store
  readonly verifier: Verification.Verifier
  /** The last good record, not inserted yet: the next one shows whether its batch ends with it. */
  last: Jsonl.HashedRecord | undefined
}

/** The states are kept that would have been if the batches had been appended here. */
const keep = (store: Store, { stream, before, batch: { job }, head }: Verification.Closed): void => {
  if (!StoredState.isDue(before, job)) return
  States.keep(store, { stream, version: job.resourceVersion, ...head }, StoredState.of(job))
}

const begin = (store: Store): LogImport | NotEmpty => {
  store.database.exec("BEGIN IMMEDIATE")
  const records = Appending.head(store).seq
  return records === 0
    ? { store, verifier: Verification.start((closed) => keep(store, closed)), last: undefined }
    : { _tag: "NotEmpty", path: store.path, records }
}

/** Opens a store, which is created where there is none, and begins; closing it takes back what is not at its end. */
export const start = (path: string): Effect.Effect<LogImport, StoreError | NotEmpty, Scope.Scope> =>
  Effect.gen(function* () {
    const store = yield* ReadingConnection.open({ path })
    const begun = yield* ReadingConnection.attempt(path, () => begin(store))
    return "_tag" in begun ? yield* Effect.fail(begun) : begun
  })

const broken = ({ verifier: { head } }: LogImport, reason: string): Verification.Broken => ({
  _tag: "Broken",
  record: head.seq + 1,
  reason,
  head
})

const take = (log: LogImport, line: string): Verification.Finding | undefined => {
  const parsed = Jsonl.parse(line)
  if (Result.isFailure(parsed)) return broken(log, parsed.failure.reason)
  const record = parsed.success
  if (!record.stream.isWellFormed()) return broken(log, "the stream has half a character in its name")
  const finding = Verification.take(log.verifier, record)
  if (finding !== undefined) return finding
  if (log.last !== undefined) Appending.insertRecord(log.store, log.last, record.cause === 0)
  log.last = record
  return undefined
}

/** Takes the next lines; answers with the first thing that is wrong. */
export const lines = (
  log: LogImport,
  texts: ReadonlyArray<string>
): Effect.Effect<Verification.Finding | undefined, StoreError> =>
  ReadingConnection.attempt(log.store.path, () => {
    for (const text of texts) {
      const finding = take(log, text)
      if (finding !== undefined) return finding
    }
    return undefined
  })

/** After the last line: a log that verifies is there now, another is not. */
export const end = (log: LogImport): Effect.Effect<Verification.Report, StoreError> =>
  ReadingConnection.attempt(log.store.path, () => {
    const report = Verification.end(log.verifier)
    if (report._tag !== "Verified") return report
    if (log.last !== undefined) Appending.insertRecord(log.store, log.last, true)
    log.store.database.exec("COMMIT")
    return report
  })
