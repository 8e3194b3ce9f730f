/**
 * Stores in directories of their own, gone with the test or the layer.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { onTestFinished } from "vitest"
import type { Options } from "../../../src/adapters/sqlite/Options.ts"
import * as SqliteEventLog from "../../../src/adapters/sqlite/SqliteEventLog.ts"
import type { EventLog, EventLogError } from "../../../src/runtime/log/EventLog.ts"

const make = (): string => mkdtempSync(join(tmpdir(), "jobledger-"))
const remove = (directory: string): void => rmSync(directory, { recursive: true })

/** The path of a store that is not there yet, in a directory that is not there yet. */
const within = (directory: string): string => join(directory, "a store", "events.sqlite")

const freshWith = (options: Omit<Options, "path">): Layer.Layer<EventLog, EventLogError> =>
  Layer.unwrap(
    Effect.map(
      Effect.acquireRelease(Effect.sync(make), (directory) => Effect.sync(() => remove(directory))),
      (directory) => SqliteEventLog.layer({ ...options, path: within(directory) })
    )
  )

/** A new store each time the layer is built. */
export const fresh = freshWith({})

/** One that never waits for the disk in the caller's thread. */
export const freshInWorker = freshWith({ neverBlocks: true })

/** A path for a store of this test. */
export const path = (): string => {
  const directory = make()
  onTestFinished(() => remove(directory))
  return within(directory)
}
