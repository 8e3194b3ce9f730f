import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Result from "effect/Result"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type * as Conformance from "../../../src/runtime/conformance/Conformance.ts"
import * as TraceRun from "../../conformance/TraceRun.ts"
import * as Fixtures from "./Fixtures.ts"

const recorded: Conformance.Play = (scenario) => {
  const found = Fixtures.traces.find((trace) => JSON.stringify(trace.scenario) === JSON.stringify(scenario))
  return Result.succeed(Fixtures.answer(found?.id ?? "none"))
}

const run = (files: ReadonlyArray<string>, play: Conformance.Play = recorded) => {
  const [lines, errors]: [Array<string>, Array<string>] = [[], []]
  const exitCode = TraceRun.run(files, play, {
    line: (text) => lines.push(text),
    error: (text) => errors.push(text)
  })
  return { exitCode, lines, errors }
}

describe("a run over trace files", () => {
  let directory = ""
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "traces-"))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  it("ends with the numbers", () => {
    expect(run([Fixtures.path])).toEqual({
      exitCode: 0,
      lines: ["5 passed, 0 failed, 0 skipped"],
      errors: []
    })
  })

  it("prints each failure with its id and the first difference", () => {
    const play: Conformance.Play = (scenario) =>
      Result.map(recorded(scenario), (answer) => ({ ...answer, finishedAt: null, rejected: [] }))
    const { exitCode, lines } = run([Fixtures.path], play)
    expect(exitCode).toBe(1)
    expect(lines.at(-1)).toMatch(/^\d+ passed, \d+ failed, 0 skipped$/)
    expect(lines[0]).toBe("FAIL r-00542: rejected commands: rejected is [], expected [1]")
    expect(lines[1]).toMatch(/^FAIL r-00068: rejected commands: .* \(and 1 more\)$/)
  })

  it("groups what it skipped by reason", () => {
    const play: Conformance.Play = () =>
      Result.fail({ _tag: "Refused", fields: ["spec.podFailurePolicy"], message: "" })
    expect(run([Fixtures.path, Fixtures.path], play).lines).toEqual([
      "10 skipped: spec.podFailurePolicy is not decided yet",
      "0 passed, 0 failed, 10 skipped"
    ])
  })

  it("explains its use when no file is named", () => {
    for (const files of [[], ["--all"]]) {
      const { exitCode, lines, errors } = run(files)
      expect(exitCode).toBe(2)
      expect(lines).toEqual([])
      expect(errors[0]).toMatch(/^usage: /)
    }
  })

  it("names a file that cannot be read", () => {
    const missing = join(directory, "missing.jsonl")
    const { exitCode, errors } = run([missing])
    expect(exitCode).toBe(2)
    expect(errors).toEqual([expect.stringContaining(missing)])
  })

  it.each([
    ["is no JSON", "{"],
    ["is no trace", '{"id":1}']
  ])("names the number of a line that %s, and the reason", (_, line) => {
    const file = join(directory, "broken.jsonl")
    writeFileSync(file, `{"id":"a","scenario":{}}\n\n${line}\n`)
    const { exitCode, lines, errors } = run([file])
    expect(exitCode).toBe(2)
    expect(lines).toEqual([])
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/broken\.jsonl:3: \S/)
    expect(errors[0]).not.toContain("\n")
  })
})
