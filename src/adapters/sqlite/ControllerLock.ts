/**
 * Who controls a store: whoever holds the lock on a small file beside it. The lock goes with the process that holds it,
 * however it ends; so it says who is alive, which an epoch cannot.
 *
 * It spares controllers from taking over from each other in turn; what keeps a store safe is its epochs (rule (e)).
 */
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import { EventLogError } from "../../runtime/log/EventLog.ts"
import { makeDirectory } from "../directory/MakeDirectory.ts"

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const isBusy = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && error.errcode === 5

interface Busy {
  readonly _tag: "Busy"
}

const opened = (path: string): DatabaseSync => {
  makeDirectory(dirname(path), 0o700)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec("BEGIN EXCLUSIVE")
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const tried = (path: string): Effect.Effect<DatabaseSync, Busy | EventLogError> =>
  Effect.try({
    try: () => kept(opened(path)),
    catch: (error): Busy | EventLogError =>
      isBusy(error)
        ? { _tag: "Busy" }
        : new EventLogError({ kind: "Unavailable", reason: `${path}: cannot be locked: ${reasonOf(error)}` })
  })

/** A connection that nothing refers to is closed by the collector of garbage, and its lock is gone. */
const held = new Set<DatabaseSync>()

const kept = (database: DatabaseSync): DatabaseSync => {
  held.add(database)
  return database
}

const released = (database: DatabaseSync): void => {
  held.delete(database)
  database.close()
}

const pollMillis = 100

/** Holds the lock of a scope, as soon as nobody else does. */
export const hold = (path: string): Effect.Effect<void, EventLogError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.retry(tried(path), {
      while: ({ _tag }) => _tag === "Busy",
      schedule: Schedule.spaced(Duration.millis(pollMillis))
    }),
    (database) => Effect.sync(() => released(database)),
    { interruptible: true }
  ).pipe(
    Effect.catchTag("Busy", () => Effect.die("a busy lock is waited for")),
    Effect.asVoid
  )
