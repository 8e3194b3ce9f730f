import type { ChildProcess } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
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

describe("the log of the run before", () => {
  it("is replaced by a whole one", () => {
    const directory = Command.directory({ "log.jsonl": "old\n" })
    const { code } = Command.run(["simulate", scenario, "--log", "log.jsonl"], { cwd: directory })
    expect(code).toBe(0)
    expect(readFileSync(join(directory, "log.jsonl"), "utf8")).toBe(story.text)
    expect(readdirSync(directory)).toEqual(["log.jsonl"])
  })

  it("is left as it was by a run that is interrupted", async () => {
    const long = readFileSync(scenario, "utf8").replace(
      /completions: \d+\n( +)parallelism: \d+/,
      "completions: 20000\n$1parallelism: 20000"
    )
    const directory = Command.directory({ "s.yaml": long, "log.jsonl": "old\n" })
    const path = join(directory, "log.jsonl")
    const seen: Array<string> = []
    const interrupt = (child: ChildProcess): void => {
      const temporary = `${path}.${child.pid}.tmp`
      const watch = setInterval(() => {
        if (!existsSync(temporary)) return
        clearInterval(watch)
        seen.push(temporary)
        child.kill("SIGTERM")
      }, 5)
      child.once("close", () => clearInterval(watch))
    }
    const args = ["simulate", join(directory, "s.yaml"), "--log", path]
    const ended = await Command.disturbed(args, interrupt, "spawn")
    expect({ ...ended, seen: seen.length }).toEqual({ code: 143, stderr: "", seen: 1 })
    expect(readFileSync(path, "utf8")).toBe("old\n")
    expect(readdirSync(directory).toSorted()).toEqual(["log.jsonl", "s.yaml"])
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
    expect(stdout).toContain(
      "decided by FailureVerdict, by PodFailurePolicy, BackoffLimit, ActiveDeadline or FailedIndexes\n"
    )
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
  })

  it("is replayed up to its last good record", () => {
    const { directory, lines } = simulated()
    const replay = (name: string, ...args: ReadonlyArray<string>) =>
      Command.run(["replay", name, ...args], { cwd: directory })
    const cut = `${lines.slice(0, 12).join("\n")}\n${lines[12]?.slice(0, 40)}`
    writeFileSync(join(directory, "cut.jsonl"), cut)
    const good = replay("the log.jsonl", "--at", "12")
    expect(good).toMatchObject({ code: 0, stderr: "" })
    expect(JSON.parse(good.stdout)).toMatchObject({ version: 12 })
    for (const args of [[], ["--at", "20"]]) {
      const { code, stdout, stderr } = replay("cut.jsonl", ...args)
      expect({ code, stdout }).toEqual({ code: 3, stdout: good.stdout })
      expect(stderr).toMatch(/^cut\.jsonl:13: broken log: .*; 12 good records precede it\n$/)
    }
    // What stands behind the damage is not read.
    expect(replay("cut.jsonl", "--at", "12")).toEqual(good)
  })

  it.each([
    ["seq is 6, expected 5", (lines: ReadonlyArray<string>) => chained(lines.toSpliced(4, 1))],
    [
      "is 9, expected 5",
      (lines: ReadonlyArray<string>) =>
        chained(lines.with(4, lines[4]?.replace('"version":5', '"version":9') ?? ""))
    ],
    [
      "the hash does not fit",
      (lines: ReadonlyArray<string>) => lines.with(4, lines[4]?.replace(/.{5}"\}$/, '00000"}') ?? "")
    ]
  ])("is replayed up to where %s", (reason, alter) => {
    const { lines } = simulated()
    const { code, stdout, stderr } = Command.run(["replay", "-"], { input: alter(lines).join("\n") })
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ version: 4 })
    expect(stderr).toMatch(new RegExp(`^<stdin>:5: .*${reason}`))
  })

  it("is noticed by its head where it was cut between two batches", () => {
    const { lines } = simulated()
    const last = lines.findLastIndex((line) => line.includes('"cause":0,'))
    const verify = (input: ReadonlyArray<string>, head: string) =>
      Command.run(["verify", "-", "--head", head], { input: input.join("\n") })
    const whole = `${lines.length}:${hashOf(lines.at(-1))}`
    expect(verify(lines, whole)).toMatchObject({ code: 0, stderr: "" })
    const there = `${last}:${hashOf(lines[last - 1])}`
    expect(verify(lines.slice(0, last), there)).toMatchObject({ code: 0, stderr: "" })
    expect(verify(lines.slice(0, last), whole)).toEqual({
      code: 3,
      stdout: `broken    behind ${last} good records: the log does not end where it should, at ${whole}
head      ${there.replace(":", " ")}
`,
      stderr: `<stdin>: the log does not end where it should: its head is ${there}, expected ${whole}\n`
    })
    expect(verify(lines, "26")).toMatchObject({ code: 2, stdout: "", stderr: /a head is SEQ:HASH/ })
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
