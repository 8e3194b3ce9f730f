/**
 * `jobledger log export`: the log of the store as JSONL, every line as it was hashed.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Jsonl from "../../../runtime/log/Jsonl.ts"
import * as LogHead from "../../../runtime/log/LogHead.ts"
import * as StoredLog from "../../sqlite/LogExport.ts"
import type { Row } from "../../sqlite/Reading.ts"
import { type Failure, fromStore, invalidUsage } from "../Failure.ts"
import * as Input from "../Input.ts"
import * as RealPath from "../RealPath.ts"
import * as StorePath from "../StorePath.ts"
import * as Terminal from "../Terminal.ts"
import * as WholeFile from "../WholeFile.ts"
import * as Verdict from "./Verdict.ts"

export interface Options {
  readonly store: string | undefined
  readonly path: string
}

/** Writes the lines of the store, page by page; answers with the head. */
const copied = (
  store: string,
  write: (text: string) => Effect.Effect<void, Failure>
): Effect.Effect<LogHead.LogHead, Failure> => {
  let head = LogHead.empty
  return StoredLog.records(store).pipe(
    Stream.mapError(fromStore),
    Stream.runForEachArray((rows: ReadonlyArray<Row>) => {
      const last = rows.at(-1)
      if (last !== undefined) head = { seq: last.seq, hash: last.hash }
      return write(rows.map((row) => `${Jsonl.line(row)}\n`).join(""))
    }),
    Effect.map(() => head)
  )
}

const toFile = (store: string, path: string): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    if (yield* RealPath.isSame(store, path))
      return yield* Effect.fail(invalidUsage(`${path} is the store itself`))
    const head = yield* WholeFile.use(path, (file) => copied(store, (text) => WholeFile.write(file, text)))
    const done = `exported  ${Verdict.plural(head.seq, "record")} to ${path}`
    yield* Terminal.conclude(`${done}\n${Verdict.closing(head)}\n`)
  })

export const run = ({ store, path }: Options): Effect.Effect<void, Failure> => {
  const database = StorePath.database(StorePath.directory(store))
  return Input.isStandardInput(path)
    ? Effect.asVoid(copied(database, Terminal.write))
    : toFile(database, path)
}
