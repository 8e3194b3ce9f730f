import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import * as Chain from "../../../src/runtime/log/Chain.ts"
import * as Command from "./Command.ts"

const scenario = resolve("examples/deadline.yaml")

let story: { readonly answer: Readonly<Record<string, unknown>>; readonly text: string }

beforeAll(() => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-"))
  const { stdout } = Command.run(["simulate", scenario, "--log", "the log.jsonl"], { cwd: directory })
  const text = readFileSync(join(directory, "the log.jsonl"), "utf8")
  rmSync(directory, { recursive: true })
  // The answer is JSON, and what of it is looked at is checked by the tests.
  story = { answer: JSON.parse(stdout) as Readonly<Record<string, unknown>>, text }
})

/** A directory with the log of an example, and the answer that goes with it. */
const simulated = () => ({
  directory: Command.directory({ "the log.jsonl": story.text }),
  answer: story.answer,
  lines: story.text.trimEnd().split("\n")
})

const tail = /,"hash":"[0-9a-f]{64}"\}$/

/** The lines with hashes that fit them. */
const chained = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  let previous = Chain.genesis
  return lines.map((line) => {
    const text = line.replace(tail, "}")
    previous = Chain.next(previous, text)
    return `${text.slice(0, -1)},"hash":"${previous}"}`
  })
}

const altered = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.map((line) => line.replace('"DeadlineExceeded","message"', '"Boredom","message"'))

const hashOf = (line: string | undefined): string => line?.slice(-66, -2) ?? ""

describe("the log of a simulation", () => {
  it("verifies, and replays to what the answer says", () => {
    const { directory, answer, lines } = simulated()
    expect(Object.entries(answer).at(-1)).toEqual(["log", "the log.jsonl"])

    const verified = Command.run(["verify", "the log.jsonl"], { cwd: directory })
    expect(verified).toEqual({
      code: 0,
      stdout: `verified  ${lines.length} records of 1 Job: the chain holds, and every decision follows from its facts
head      ${lines.length} ${hashOf(lines.at(-1))}
`,
      stderr: ""
    })

    const replayed = Command.run(["replay", "the log.jsonl"], { cwd: directory })
    expect(replayed.code).toBe(0)
    expect(JSON.parse(replayed.stdout)).toMatchObject({
      version: lines.length,
      status: answer["status"],
      pods: answer["pods"],
      timers: []
    })
  })

  it("replays to any instant and position", () => {
    const { directory } = simulated()
    const at = (...args: ReadonlyArray<string>) =>
      Command.run(["replay", "the log.jsonl", ...args], { cwd: directory })
    const table = at("--at", "2026-01-01T00:00:29.5Z", "-o", "table")
    expect(table.code).toBe(0)
    expect(table.stdout).toMatch(/^report +Running +0\/2 +0 +2 +29\.5s$/m)
    expect(table.stdout).toMatch(/^deadline +2026-01-01T00:00:30Z$/m)
    expect(JSON.parse(at("--at", "1").stdout)).toMatchObject({
      version: 1,
      pods: [],
      status: { terminating: 0 }
    })
    expect(at("--at", "999")).toMatchObject({ code: 2, stderr: /the log ends with record/ })
  })

  it("is not written over its scenario, nor where it cannot be", () => {
    const directory = Command.directory({ "s.yaml": readFileSync(scenario, "utf8") })
    const same = Command.run(["simulate", "s.yaml", "--log", "./s.yaml"], { cwd: directory })
    expect(same).toEqual({ code: 2, stdout: "", stderr: "jobledger: --log names the scenario itself\n" })
    const nowhere = Command.run(["simulate", "s.yaml", "--log", "no/log"], { cwd: directory })
    expect(nowhere).toEqual({
      code: 5,
      stdout: "",
      stderr: "no/log: the log cannot be written: no such file or directory\n"
    })
  })
})

describe("an altered log", () => {
  it("is shown side by side where a decision does not follow", () => {
    const { directory, lines } = simulated()
    const forged = chained(altered(lines))
    writeFileSync(join(directory, "forged.jsonl"), `${forged.join("\n")}\n`)
    const { code, stdout, stderr } = Command.run(["verify", "forged.jsonl"], { cwd: directory })
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" })
    const record = altered(lines).findIndex((line, position) => line !== lines[position]) + 1
    expect(stdout).toContain(`different at record ${record}, `)
    expect(stdout).toContain("decided by FailureVerdict\n")
    expect(stdout).toMatch(/≠ +reason +"Boredom" +"DeadlineExceeded"/)
    expect(stdout).toMatch(/^head {6}\d+ [0-9a-f]{64}$/m)
  })

  it("is broken at its first bad record", () => {
    const { directory, lines } = simulated()
    const record = altered(lines).findIndex((line, position) => line !== lines[position]) + 1
    writeFileSync(join(directory, "altered.jsonl"), `${altered(lines).join("\n")}\n`)
    const reason = "the hash does not fit the record and the one before it"
    const stderr = `altered.jsonl:${record}: broken log: ${reason}; ${record - 1} good records precede it\n`
    expect(Command.run(["verify", "altered.jsonl"], { cwd: directory })).toEqual({
      code: 3,
      stdout: `broken    at record ${record}, behind ${record - 1} good records: ${reason}
head      ${record - 1} ${hashOf(lines[record - 2])}
`,
      stderr
    })
    expect(Command.run(["replay", "altered.jsonl"], { cwd: directory })).toEqual({
      code: 3,
      stdout: "",
      stderr
    })
  })

  it.each([
    [
      "a record is missing",
      (lines: ReadonlyArray<string>) => lines.toSpliced(4, 1),
      /^<stdin>:5: .*seq is 6/
    ],
    ["a line is no JSON", (lines: ReadonlyArray<string>) => lines.with(4, "{"), /^<stdin>:5: /],
    [
      "its end is cut off",
      (lines: ReadonlyArray<string>) => [...lines.slice(0, -1), "{}"],
      /good records precede it\n$/
    ]
  ])("is broken where %s", (_what, alter, complaint) => {
    const { lines } = simulated()
    const ended = Command.run(["verify", "-"], { input: alter(lines).join("\n") })
    expect(ended.code).toBe(3)
    expect(ended.stderr).toMatch(complaint)
  })
})
