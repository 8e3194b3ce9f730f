import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Result from "effect/Result"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type * as Conformance from "../../src/runtime/conformance/Conformance.ts"
import * as Fixtures from "../runtime/conformance/Fixtures.ts"
import * as ConformanceRun from "./ConformanceRun.ts"

const recorded: Conformance.Play = (scenario) => {
  const found = Fixtures.traces.find((trace) => JSON.stringify(trace.scenario) === JSON.stringify(scenario))
  return Result.succeed(Fixtures.answer(found?.id ?? "none"))
}

const run = (files: ReadonlyArray<string>, play: Conformance.Play = recorded) => {
  const [lines, errors]: [Array<string>, Array<string>] = [[], []]
  const exitCode = ConformanceRun.run(files, play, {
    line: (text) => lines.push(text),
    error: (text) => errors.push(text)
  })
  return { exitCode, lines, errors }
}

describe("a conformance run", () => {
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
      "10 skipped: spec.podFailurePolicy is refused here",
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

  const written = (...lines: ReadonlyArray<string>) => {
    const file = join(directory, "some.jsonl")
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""))
    return file
  }

  const name = { kind: "generateName", rules: ["JC-90"], given: { jobName: "a", index: 1 } }
  const right = JSON.stringify({ id: "GN-1", ...name, expect: { generateName: "a-1-" }, note: "" })
  const wrong = JSON.stringify({ id: "GN-2", ...name, expect: { generateName: "b" } })
  const cron = JSON.stringify({ id: "C-1", kind: "cron.next", given: {}, expect: {} })
  const faulty = JSON.stringify({ id: "S-1", kind: "sync", rules: [], given: { faults: {} }, expect: {} })

  it("tells traces and cases apart line by line, and ends with the numbers of each and of all", () => {
    const trace = JSON.stringify(Fixtures.traces[0])
    const { exitCode, lines, errors } = run([written(cron, right, trace, wrong, faulty), Fixtures.path])
    expect(errors).toEqual([])
    expect(lines[0]).toBe(`FAIL GN-2: generateName is "a-1-", expected "b"`)
    expect(lines).toContain("1 skipped: CronJobs come later")
    expect(lines.slice(-4)).toEqual([
      "Job controller cases: 1 passed, 1 failed, 1 skipped",
      "API cases: 0 passed, 0 failed, 1 skipped",
      "golden traces: 6 passed, 0 failed, 0 skipped",
      "7 passed, 1 failed, 2 skipped"
    ])
    expect(exitCode).toBe(1)
  })

  it.each([
    ["is no JSON", "{"],
    ["is no object", "null"],
    ["is neither trace nor case", "{}"],
    ["is no trace", '{"id":1,"scenario":{}}'],
    ["lacks a member of every case", '{"id":"a","kind":"generateName","given":{}}'],
    ["is of an unknown kind", '{"id":"a","kind":"weather","given":{},"expect":{}}'],
    ["lacks what is given", '{"id":"a","kind":"generateName","given":{},"expect":{"generateName":""}}'],
    [
      "expects what is not compared",
      '{"id":"a","kind":"generateName","given":{"jobName":""},"expect":{"generateName":"","uid":""}}'
    ]
  ])("names the place of a line that %s, and plays the others", (_, line) => {
    const { exitCode, lines, errors } = run([written(right, "", line, right)])
    expect(exitCode).toBe(2)
    expect(lines).toEqual(["2 passed, 0 failed, 0 skipped"])
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/some\.jsonl:3: \S/)
    expect(errors[0]).not.toContain("\n")
  })
})
