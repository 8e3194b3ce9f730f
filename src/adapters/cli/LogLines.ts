/**
 * The lines of a log, wherever it is: in a JSONL file, on standard input, or in a store.
 */
import type * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as StoredLog from "../sqlite/LogExport.ts"
import { type Failure, fromStore } from "./Failure.ts"
import * as Input from "./Input.ts"
import * as StorePath from "./StorePath.ts"

/** `directory`: of a store. */
export type Source =
  | { readonly _tag: "File"; readonly path: string }
  | { readonly _tag: "Store"; readonly directory: string }

/** How messages call it. */
export const nameOf = (source: Source): string =>
  source._tag === "File" ? Input.nameOf(source.path) : StorePath.database(source.directory)

/** Visits the lines piece by piece; a visit that answers true is the last. */
export const each = (
  source: Source,
  visit: (lines: ReadonlyArray<string>) => Effect.Effect<boolean>
): Effect.Effect<void, Failure> =>
  source._tag === "File"
    ? Input.eachPiece(source.path, visit)
    : StoredLog.lines(StorePath.database(source.directory)).pipe(
        Stream.mapError(fromStore),
        Stream.chunks,
        Stream.mapEffect(visit),
        Stream.takeWhile((isLast) => !isLast),
        Stream.runDrain
      )
