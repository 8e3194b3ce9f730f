import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Comparison from "../../../src/runtime/conformance/Comparison.ts"
import * as Trace from "../../../src/runtime/conformance/Trace.ts"
import * as Trimmed from "../../conformance/Trimmed.ts"
import * as Alterations from "./Alterations.ts"
import * as Fixtures from "./Fixtures.ts"

const trimmed = (id: string) => {
  const json: unknown = JSON.parse(JSON.stringify(Trimmed.of(Fixtures.trace(id))))
  return Result.getOrThrow(Trace.decode(json))
}
const trimmedAnswer = (id: string) => Option.getOrThrow(Trace.expected(trimmed(id)))

describe("a trimmed trace", () => {
  it.each(Fixtures.traces)("holds the scenario and the Pods of $id as they were", ({ id, scenario }) => {
    expect(trimmed(id).scenario).toEqual(scenario)
    expect(trimmedAnswer(id).pods).toEqual(Fixtures.answer(id).pods)
  })

  it.each(Fixtures.traces)("is less than half as long as $id", (trace) => {
    const length = JSON.stringify(trace).length
    expect(JSON.stringify(Trimmed.of(trace)).length).toBeLessThan(length / 2)
  })

  it.each(Fixtures.traces)("stays the same when $id is trimmed again", ({ id }) => {
    expect(Trimmed.of(trimmed(id))).toEqual(Trimmed.of(Fixtures.trace(id)))
  })

  it.each([...Alterations.all, ...Alterations.freedoms])(
    "gives the verdict of the original on $what",
    (it) => {
      const altered = it.alter(Fixtures.answer(it.id))
      const verdict = Comparison.compare(Fixtures.answer(it.id), altered)
      expect(Comparison.compare(trimmedAnswer(it.id), altered)).toEqual(verdict)
    }
  )
})
