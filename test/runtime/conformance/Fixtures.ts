/** A few golden traces as they were recorded, untrimmed. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Trace from "../../../src/runtime/conformance/Trace.ts"
import type * as Answer from "../../../src/runtime/simulation/Answer.ts"

export const path = fileURLToPath(new URL("fixtures.jsonl", import.meta.url))

export const traces: ReadonlyArray<Trace.Trace> = readFileSync(path, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => Result.getOrThrow(Trace.decode(JSON.parse(line))))

/** An Indexed Job that is deleted while it runs, with a refused command. */
export const deletedWhileRunning = "r-00542"
/** Succeeds and is deleted at the same instant; a Pod is deleted while Pending. */
export const finished = "r-00068"
/** Failed indexes, times with fractions. */
export const failedIndexes = "r-00592"
/** Suspended and resumed within its first instant. */
export const resumedAtOnce = "r-00453"

export const trace = (id: string): Trace.Trace => {
  const found = traces.find((trace) => trace.id === id)
  if (found === undefined) throw new Error(`no fixture ${id}`)
  return found
}

/** The answer that is compared. */
export const answer = (id: string): Answer.Answer => Option.getOrThrow(Trace.expected(trace(id)))
