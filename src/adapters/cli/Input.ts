/**
 * Files, and standard input under the name `-`.
 */
import { createReadStream } from "node:fs"
import { access, readFile } from "node:fs/promises"
import * as Effect from "effect/Effect"
import { invalidInput, type FileNotFound, type FileNotReadable, type InvalidInput } from "./Failure.ts"
import * as SystemError from "./SystemError.ts"

export type InputFailure = FileNotFound | FileNotReadable | InvalidInput

export const isStandardInput = (path: string): boolean => path === "-"

/** How messages call the input. */
export const nameOf = (path: string): string => (isStandardInput(path) ? "<stdin>" : path)

const explain =
  (path: string) =>
  (error: unknown): InputFailure => {
    const thrown = SystemError.from(error)
    if (thrown.code === "ENOENT" || thrown.code === "ENOTDIR") return { _tag: "FileNotFound", path }
    if (thrown.code === "EISDIR") return invalidInput([`${path}: is a directory`])
    return { _tag: "FileNotReadable", path, reason: SystemError.describe(thrown) }
  }

/** Refuses a file that is not there, for those who have something to prepare before they read it. */
export const ensure = (path: string): Effect.Effect<void, InputFailure> =>
  isStandardInput(path) ? Effect.void : Effect.tryPromise({ try: () => access(path), catch: explain(path) })

const standardInput = async (): Promise<string> => {
  const chunks: Array<Buffer> = []
  // Standard input without an encoding gives Buffers.
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}

/** The whole text. */
export const text = (path: string): Effect.Effect<string, InputFailure> =>
  Effect.tryPromise({
    try: () => (isStandardInput(path) ? standardInput() : readFile(path, "utf8")),
    catch: explain(path)
  })

/** Pieces of a file, as whole lines without their ends, in order and one piece at a time. */
async function* pieces(path: string): AsyncGenerator<ReadonlyArray<string>, void> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  const stream = isStandardInput(path) ? process.stdin : createReadStream(path)
  let rest = ""
  for await (const chunk of stream) {
    // Streams without an encoding give Buffers.
    const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split("\n")
    rest = lines.pop() ?? ""
    yield lines
  }
  rest += decoder.decode()
  if (rest !== "") yield [rest]
}

/**
 * Visits a file piece by piece, each a list of whole lines, without holding more than one. A visit that answers true
 * is the last.
 */
export const eachPiece = <E>(
  path: string,
  visit: (lines: ReadonlyArray<string>) => Effect.Effect<boolean, E>
): Effect.Effect<void, E | InputFailure> =>
  Effect.acquireUseRelease(
    Effect.sync(() => pieces(path)),
    Effect.fnUntraced(function* (reading) {
      while (true) {
        const next = yield* Effect.tryPromise({ try: () => reading.next(), catch: explain(path) })
        if (next.done === true || (yield* visit(next.value))) return
      }
    }),
    // Closes the file where the visits ended before it did.
    (reading) => Effect.promise(() => reading.return())
  )
