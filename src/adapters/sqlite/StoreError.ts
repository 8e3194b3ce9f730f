/**
 * What can be wrong with a store, in words a user can act on: SQLite's codes and the system's, said once.
 *
 * Whatever it is, nothing was appended: SQLite rolls back what it did not commit.
 */
import * as Schema from "effect/Schema"

/**
 * `NotFound`: there is no such file. `Foreign`: it is something else, or of a newer version. `Damaged`: what stands in
 * it is not what was written. `Unavailable`: full, locked, forbidden, or gone.
 */
export const Kind = Schema.Literals(["NotFound", "Foreign", "Damaged", "Unavailable"])
export type Kind = typeof Kind.Type

/** The reason names the file. */
export class StoreError extends Schema.TaggedError<StoreError>()("StoreError", {
  kind: Kind,
  reason: Schema.String
}) {}

/** By SQLite's primary result code, https://www.sqlite.org/rescode.html. */
const sqlite: ReadonlyMap<number, readonly [Kind, string]> = new Map([
  [3, ["Unavailable", "permission denied"]],
  [5, ["Unavailable", "locked by another process"]],
  [6, ["Unavailable", "locked by another connection"]],
  [8, ["Unavailable", "cannot be written"]],
  [10, ["Unavailable", "the disk failed"]],
  [11, ["Damaged", "the file is damaged"]],
  [13, ["Unavailable", "the disk is full"]],
  [14, ["Unavailable", "the file, or one beside it, cannot be opened"]],
  [18, ["Unavailable", "a record is too large"]],
  [26, ["Foreign", "the file is no SQLite database"]]
] as const)

const system: ReadonlyMap<string, readonly [Kind, string]> = new Map([
  ["ENOENT", ["NotFound", "no such file"]],
  ["ENOTDIR", ["NotFound", "no such file"]],
  ["EISDIR", ["Foreign", "is a directory"]],
  ["EACCES", ["Unavailable", "permission denied"]],
  ["EPERM", ["Unavailable", "permission denied"]],
  ["EROFS", ["Unavailable", "the file system is read-only"]],
  ["ENOSPC", ["Unavailable", "the disk is full"]]
] as const)

interface Thrown extends NodeJS.ErrnoException {
  /** SQLite's extended result code. */
  readonly errcode?: number
}

/** What something that was thrown means; `undefined` for what is no trouble of a file, but a defect. */
const explain = ({ code, errcode }: Thrown): readonly [Kind, string] | undefined =>
  errcode === undefined ? system.get(code ?? "") : sqlite.get(errcode & 0xff)

/** The error that something thrown at work on a file stands for. */
export const from = (path: string, thrown: unknown): StoreError => {
  if (thrown instanceof StoreError) return thrown
  // SQLite and Node throw Errors, with members of their own where the trouble is not the program's.
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Thrown
  const [kind, words] = explain(error) ?? ["Unavailable", error.message]
  const detail = error.errcode === undefined || words === error.message ? "" : ` (${error.message})`
  return new StoreError({ kind, reason: `${path}: ${words}${detail}` })
}

export const damaged = (path: string, what: string): StoreError =>
  new StoreError({ kind: "Damaged", reason: `${path}: the store is damaged: ${what}` })
