import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, type TestContext, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

/** A store, and a Job whose Pod waits until it may go on. */
const waiting = (
  { onTestFinished }: TestContext,
  script: (file: string) => string = Manifests.gated,
  spec: Readonly<Record<string, unknown>> = {}
) => {
  const place = Live.place({})
  onTestFinished(place.leave)
  const marks = join(place.directory, "marks")
  writeFileSync(join(place.directory, "job.yaml"), Manifests.job("demo", { script: script(marks), spec }))
  return {
    ...place,
    runs: () => readFileSync(marks, "utf8").trim().split("\n").length,
    goOn: () => writeFileSync(`${marks}.go`, "")
  }
}

const podOf = (text: string): string => /\[pod\/(demo-[a-z0-9]+)\/main\] waits/.exec(text)?.[1] ?? "none"

describe("Ctrl-C of run", Live.together, () => {
  it("suspends the Job: its Pod ends gracefully, and resume sees a new one to its end", async (context) => {
    const { start, run, goOn, runs } = waiting(context)
    const running = start(["run", "job.yaml"])
    await running.says("waits")
    running.child.kill("SIGINT")
    const { code, stdout, stderr } = await running.ended
    expect(code).toBe(130)
    expect(stdout).toMatch(/\[pod\/demo-\w+\/main\] asked to end\n$/)
    expect(stderr).toContain("jobledger: suspending: Pods end gracefully, and do not count as failures")
    expect(stderr).toMatch(/jobledger: suspended; to go on: jobledger resume demo --store '\/.+\/a store'\n$/)
    expect((await run(["get", "job", "demo", "-o", "json"])).stdout).toContain('"suspend": true')

    goOn()
    const resumed = await run(["resume", "demo"])
    expect(resumed.code).toBe(0)
    expect(resumed.stdout).toMatch(/goes on\n$/)
    expect(resumed.stdout).not.toContain("asked to end")
    expect(resumed.stderr).toMatch(/Job resumed[^]*Job complete\n$/)
    expect(runs()).toBe(2)
    const object = (await run(["get", "job/demo", "-ojson"])).stdout
    expect(object).toContain('"succeeded": 1')
    expect(object).not.toContain('"failed"')
  })

  it("leaves the Pod to itself at the second time, and resume learns how it ended", async (context) => {
    const { start, run, goOn, runs } = waiting(context, Manifests.deaf, {
      podReplacementPolicy: "Failed"
    })
    const running = start(["run", "job.yaml"])
    await running.says("waits")
    running.child.kill("SIGINT")
    await running.says("asked to end")
    running.child.kill("SIGINT")
    const left = await running.ended
    expect(left.code).toBe(130)
    expect(left.stderr).toMatch(/to go on: jobledger resume demo --store '\/.+\/a store'\n$/)

    const resuming = start(["resume", "demo"])
    await resuming.says("Job resumed")
    expect(runs()).toBe(1)
    goOn()
    const { code, stderr } = await resuming.ended
    // The Pod that was asked to end does not count; the one that takes its place fails by itself.
    expect(code).toBe(1)
    expect(stderr).toContain(`Pod ${podOf(left.stdout)} ended (exit code 3), gone`)
    expect(runs()).toBe(2)
    expect((await run(["verify"])).code).toBe(0)
  })
})

describe("a run that is gone", Live.together, () => {
  it("by SIGTERM says what it leaves, and resume runs nothing twice", async (context) => {
    const { start, run, goOn, runs } = waiting(context)
    const running = start(["run", "job.yaml"])
    await running.says("waits")
    running.child.kill("SIGTERM")
    const { code, stderr } = await running.ended
    expect(code).toBe(143)
    expect(stderr).toMatch(
      /\njobledger: Pods are left running; to go on: jobledger resume demo --store '\/.+\/a store'\n$/
    )
    const resuming = start(["resume", "demo"])
    await resuming.says("waits")
    goOn()
    expect((await resuming.ended).code).toBe(0)
    expect(runs()).toBe(1)
    expect((await run(["verify"])).code).toBe(0)
  })

  it("by SIGKILL leaves its Pod running, and resume learns how it ended meanwhile", async (context) => {
    const { directory, start, run, goOn, runs } = waiting(context, Manifests.failing)
    const running = start(["run", "job.yaml"])
    await running.says("waits")
    running.child.kill("SIGKILL")
    expect((await running.ended).code).toBe(null)
    goOn()
    await Live.until(() => existsSync(join(directory, "marks.done")), "the Pod ends")
    const { code, stderr } = await run(["resume", "demo"])
    expect(code).toBe(1)
    expect(stderr).toMatch(/Pod demo-\w+ failed \(exit code 7\); 1 failure, 0 allowed/)
    expect(runs()).toBe(1)
    expect((await run(["logs", "demo"])).stdout).toBe("waits\ngoes on\n")
    expect((await run(["verify"])).code).toBe(0)
  })
})

describe("a Job that is created suspended", Live.together, () => {
  const goesOn = /jobledger resume demo --store '\/.+\/a store'\n/

  it("waits, says how to start it, and is seen to its end", async (context) => {
    const { start, run, goOn } = waiting(context, Manifests.gated, { suspend: true })
    goOn()
    const running = start(["run", "job.yaml"])
    await running.says("Job suspended")
    expect((await run(["resume", "demo"])).code).toBe(0)
    const { code, stderr } = await running.ended
    expect(code).toBe(0)
    expect(stderr.match(/in another terminal: /g)).toHaveLength(1)
    expect(stderr).toMatch(goesOn)
  })

  it.for([
    ["SIGINT", 130],
    ["SIGTERM", 143]
  ] as const)("has no Pods to speak of at %s", async ([signal, code], context) => {
    const { start } = waiting(context, Manifests.gated, { suspend: true })
    const running = start(["run", "job.yaml"])
    await running.says("Job suspended")
    await new Promise((done) => setTimeout(done, 1000))
    running.child.kill(signal)
    const ended = await running.ended
    expect(ended.code).toBe(code)
    expect(ended.stderr).not.toContain("Pods")
    expect(ended.stderr).toMatch(goesOn)
  })
})
