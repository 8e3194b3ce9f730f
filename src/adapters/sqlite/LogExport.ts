/**
 * The lines of a store's log, as they were hashed: what an export writes and `Verification` reads.
 *
 * Nothing is decoded, so that a damaged log is read to its end as well; judging it is for who reads the lines.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Jsonl from "../../runtime/log/Jsonl.ts"
import * as Appending from "./Appending.ts"
import * as Reading from "./Reading.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import type { Store } from "./Store.ts"
import type { StoreError } from "./StoreError.ts"

/** All rows there are when the reading begins, page by page. */
export const rows = (store: Store): Stream.Stream<Reading.Row, StoreError> => {
  const attempt = <A>(act: () => A) => ReadingConnection.attempt(store.path, act)
  const from = (last: number) =>
    Stream.paginate(0, (behind) =>
      Effect.map(
        attempt(() => Reading.rows(store, behind, last)),
        (page) => [page, Option.map(Arr.last(page), ({ seq }) => seq)] as const
      )
    )
  return Stream.unwrap(
    Effect.map(
      attempt(() => Appending.head(store)),
      ({ seq }) => from(seq)
    )
  )
}

/** The rows of a store's file; each chunk is a page. */
export const records = (path: string): Stream.Stream<Reading.Row, StoreError> =>
  Stream.unwrap(Effect.map(ReadingConnection.open({ path, readOnly: true }), rows))

/** The lines of a store's file, without their ends; each chunk is a page. */
export const lines = (path: string): Stream.Stream<string, StoreError> =>
  Stream.map(records(path), Jsonl.line)
