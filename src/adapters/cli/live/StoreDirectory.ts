/**
 * The directory of a store that lives. Only `run` makes one: whoever looks for a Job where there is no store is told so,
 * and nothing is left behind.
 */
import { existsSync } from "node:fs"
import * as Effect from "effect/Effect"
import { makeDirectory } from "../../directory/MakeDirectory.ts"
import type { StoreNotFound, StoreUnavailable } from "../Failure.ts"
import * as StorePath from "../StorePath.ts"
import * as SystemError from "../SystemError.ts"

/** Makes it, for its owner alone, where there is none. */
export const make = (directory: string): Effect.Effect<void, StoreUnavailable> =>
  Effect.try({
    try: () => {
      makeDirectory(directory, 0o700)
    },
    catch: (error): StoreUnavailable => {
      const thrown = SystemError.from(error)
      const reason = thrown.code === "EEXIST" ? "is a file" : SystemError.describe(thrown)
      return {
        _tag: "StoreUnavailable",
        reason: `jobledger: no store can be made in ${directory}: ${reason}`
      }
    }
  })

/** Refuses a directory without a store. */
export const ensure = (directory: string): Effect.Effect<void, StoreNotFound> =>
  Effect.suspend(() =>
    existsSync(StorePath.database(directory))
      ? Effect.void
      : Effect.fail({
          _tag: "StoreNotFound",
          reason: `jobledger: there is no store in ${directory}: run makes one, and --store says where it is`
        } as const)
  )
