import type { ChildProcess } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import * as Command from "./Command.ts"

const example = "examples/check/nightly-report.yaml"

const check = (args: ReadonlyArray<string>, circumstances?: Command.Circumstances): Command.Ended =>
  Command.run(["check", ...args, "--runs", "50"], circumstances)

const job = (name: string, spec = ""): string => `apiVersion: batch/v1
kind: Job
metadata: { name: ${name} }
spec:
  ${spec}
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: main, image: busybox }]
`

describe("the answer", () => {
  it("is golden", async () => {
    const json = check([example, "-o", "json"])
    expect(json).toMatchObject({ code: 0, stderr: "" })
    await expect(json.stdout).toMatchFileSnapshot("../../golden/check.json")
    const table = check([example, "-otable"], { env: { FORCE_COLOR: "1" } })
    expect(table).toMatchObject({ code: 0, stderr: "" })
    await expect(table.stdout).toMatchFileSnapshot("../../golden/check.txt")
  })

  it("is JSON without a terminal, YAML on request, and of another seed another one", () => {
    const { stdout } = check([example])
    expect(parse(check([example, "-o", "yaml"]).stdout)).toEqual(JSON.parse(stdout))
    expect(check([example, "--seed", "2"]).stdout).not.toBe(stdout)
  })

  it("is one for each Job, in order", () => {
    const items = ["a", "b"].map((name): unknown => parse(job(name)))
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items })
    const input = `${list}\n---\n${job("c")}---\n{ apiVersion: v1, kind: Secret, metadata: { name: key } }\n`
    const { code, stdout, stderr } = check(["-"], { input })
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "<stdin>: Secret takes no part in the check\n"
    })
    expect(JSON.parse(stdout)).toMatchObject([{ name: "a" }, { name: "b" }, { name: "c" }])
  })

  it("of a scenario is about its manifest", () => {
    const { code, stdout, stderr } = check(["examples/deadline.yaml"])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ name: "report" })
    expect(stderr).toMatch(/of the scenario its manifest alone takes part in the check\n$/)
  })
})

describe("a requirement", () => {
  it("that is not met is exit code 1, and told", () => {
    const { code, stdout, stderr } = check([
      example,
      "--require",
      "duration<=10m",
      "--require",
      "completion>=99%"
    ])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ requirements: [{ isMet: true }, { isMet: false }] })
    expect(stderr).toMatch(/^jobledger: Job nightly-report does not meet completion>=99%: [\d.]+ %\n$/)
  })

  it("that is met is exit code 0", () => {
    expect(check([example, "--require", "pods<=1000"])).toMatchObject({ code: 0, stderr: "" })
  })
})

describe("a history", () => {
  const one = (...args: ReadonlyArray<string>): Command.Ended => check([example, "--history", ...args])

  it("is written as a scenario that comes to the same verdict", () => {
    // The shape of the command's answer.
    const { histories } = JSON.parse(check([example]).stdout) as {
      readonly histories: { readonly worst: number; readonly seconds: { readonly longest: number } }
    }
    const { code, stdout, stderr } = one(String(histories.worst), "-o", "yaml")
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    const played = Command.run(["simulate", "-", "-o", "json"], { input: stdout })
    const { statusHistory } = JSON.parse(played.stdout) as {
      readonly statusHistory: ReadonlyArray<{ readonly at: string }>
    }
    const last = Date.parse(statusHistory.at(-1)?.at ?? "") - Date.parse("2026-01-01T00:00:00Z")
    expect(last).toBe(Math.round(histories.seconds.longest * 1000))
  })

  it("is JSON without a terminal", () => {
    expect(JSON.parse(one("3").stdout)).toMatchObject({ name: "history 3 from seed 1" })
  })

  it("must be one, and of one Job", () => {
    expect(check([example, "--history=-1"])).toMatchObject({
      code: 2,
      stderr: "jobledger: --history -1: must be between 0 and 999999\n"
    })
    expect(check(["-", "--history", "1"], { input: `${job("a")}---\n${job("b")}` })).toEqual({
      code: 2,
      stdout: "",
      stderr: "jobledger: --history is one of one Job, and there are several\n"
    })
  })
})

describe("a command line", () => {
  it.each([
    ["--require", "duration", "--require duration: a requirement is such as duration<=1h"],
    ["--seed", "-1", "--seed -1: must be between 0 and 9007199254740991"],
    ["--pod-failure-rate", "2", "--pod-failure-rate 2: must be a share between 0 and 1, such as 0.99 or 99%"],
    [
      "--disruption-rate",
      "often",
      "--disruption-rate often: must be a share between 0 and 1, such as 0.99 or 99%"
    ],
    [
      "--pod-duration",
      "1m..1s",
      "--pod-duration 1m..1s: must be from 1ms up, to 720h at most, the shorter one first"
    ],
    ["--pod-duration", "long", "--pod-duration long: must be two durations, such as 1s..10m, or one"]
  ])("with %s %s is refused", (flag, value, reason) => {
    expect(check([example, `${flag}=${value}`])).toEqual({
      code: 2,
      stdout: "",
      stderr: `jobledger: ${reason}\n`
    })
  })

  it("without a history is refused", () => {
    expect(Command.run(["check", example, "--runs", "0"])).toMatchObject({
      code: 2,
      stderr: "jobledger: --runs 0: must be between 1 and 1000000\n"
    })
  })
})

describe("a manifest", () => {
  it("that is refused is refused with all that is wrong, each in its place", () => {
    const input = `${job("a", "parallelism: -1")}---\n${job("b", "tier: 1")}`
    const { code, stdout, stderr } = check(["-"], { input })
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toContain("<stdin>:5:16: spec.parallelism: Invalid value: -1")
    expect(stderr).toContain("<stdin>:15:3: spec.tier: Forbidden: unknown field")
  })

  it("with an unknown field may be taken all the same", () => {
    expect(check(["-", "--validate=warn"], { input: job("b", "tier: 1") })).toMatchObject({
      code: 0,
      stderr: `Warning: unknown field "spec.tier"\n`
    })
  })

  it("that is left to another controller is refused", () => {
    const { code, stderr } = check(["-"], { input: job("b", "managedBy: example.com/other") })
    expect(code).toBe(2)
    expect(stderr).toContain("the Job is left to example.com/other")
  })

  it("without a Job is refused", () => {
    const { code, stderr } = check(["-"], { input: "{ apiVersion: v1, kind: Secret }\n" })
    expect(code).toBe(2)
    expect(stderr).toContain(`kind: Unsupported value: "Secret"`)
  })
})

/** Whether a process takes SIGINT into its own hands by now; off Linux, what has time enough to. */
const hears = (pid: number): boolean => {
  if (!existsSync("/proc/self/status")) return true
  const [, caught = "0"] = /^SigCgt:\t([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
  return (BigInt(`0x${caught}`) & 2n) !== 0n
}

const interruptOnceHeard = (child: ChildProcess): void => {
  if (hears(child.pid ?? 0)) setTimeout(() => child.kill("SIGINT"), 200)
  else setTimeout(() => interruptOnceHeard(child), 100)
}

it("is ended by Ctrl-C", async () => {
  const args = ["check", example, "--runs", "1000000", "--pod-duration", "1s..2s"]
  const later = (child: ChildProcess) => setTimeout(() => interruptOnceHeard(child), 1000)
  const { code } = await Command.disturbed(args, later, "spawn")
  expect(code).toBe(130)
})
