import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, type TestContext, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

/** A store, and Jobs of one Pod each that waits until it may go on. */
const at = ({ onTestFinished }: TestContext) => {
  const place = Live.place({})
  onTestFinished(place.leave)
  const marks = (name: string): string => join(place.directory, `marks of ${name}`)
  return {
    ...place,
    begin: (name: string, ...flags: ReadonlyArray<string>): Live.Running =>
      place.start(
        ["run", "-", ...flags],
        Manifests.job(name, {
          script: Manifests.gated(marks(name)),
          podSpec: { terminationGracePeriodSeconds: 5 }
        })
      ),
    goOn: (name: string): void => writeFileSync(`${marks(name)}.go`, ""),
    runs: (name: string): string => readFileSync(marks(name), "utf8")
  }
}

describe("two processes on one store", Live.together, () => {
  it("both see their Jobs to the end: who comes second takes over when the first has ended", async (context) => {
    const { begin, goOn, run, runs } = at(context)
    const first = begin("first")
    await first.says("] waits")
    const second = begin("second")
    await second.says("] waits")
    goOn("first")
    const ended = await first.ended
    expect(ended.code).toBe(0)
    expect(ended.stdout + ended.stderr).not.toContain("second")
    goOn("second")
    expect((await second.ended).code).toBe(0)
    expect([runs("first"), runs("second")]).toEqual(["run\n", "run\n"])
    expect((await run(["verify"])).stdout).toMatch(/^verified {2}\d+ records of 2 Jobs/)
  })

  it("suspend, resume and delete from one are seen by the other", async (context) => {
    const { begin, run, goOn, runs, start } = at(context)
    const running = begin("demo")
    await running.says("] waits")
    expect(await run(["suspend", "demo"])).toEqual({
      code: 0,
      stdout: "job.batch/demo suspended\n",
      stderr: ""
    })
    await running.says("Job suspended")
    const resuming = start(["resume", "demo", "-q"])
    await resuming.says("] waits")
    goOn("demo")
    expect([(await running.ended).code, (await resuming.ended).code]).toEqual([0, 0])
    expect(runs("demo")).toBe("run\nrun\n")
    expect(await run(["suspend", "demo"])).toMatchObject({
      code: 2,
      stderr: "jobledger: Job demo has finished: there is nothing to suspend\n"
    })
    expect(await run(["delete", "demo"])).toMatchObject({ code: 0, stdout: 'job.batch "demo" deleted\n' })
  })
})

describe("delete", Live.together, () => {
  it("says what keeps a Job that it asked to be deleted, and the name stays taken (CL-12)", async (context) => {
    const { run } = at(context)
    const kept = Manifests.job("demo", { script: "true", metadata: { finalizers: ["example.com/keep"] } })
    expect((await run(["run", "-"], kept)).code).toBe(0)
    expect(await run(["delete", "demo", "--cascade", "foreground"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "jobledger: Job demo stays until its finalizers are taken off: example.com/keep\n"
    })
    expect((await run(["get", "job", "demo", "-o", "yaml"])).stdout).toMatch(
      /deletionGracePeriodSeconds: 0\n +deletionTimestamp: [^]*finalizers:\n +- example.com\/keep\n/
    )
    expect((await run(["get", "pods"])).stdout).toBe("")
    expect((await run(["run", "-"], kept)).code).toBe(2)
  })

  it.for(["background", "foreground"])(
    "in the %s ends the Pods, and the run that watches says so (CL-22)",
    async (cascade, context) => {
      const { begin, run, start } = at(context)
      const running = begin("demo")
      await running.says("] waits")
      const waiting = start(["wait", "demo"])
      const deleted = await run(["delete", "job/demo", "--cascade", cascade])
      expect(deleted).toEqual({ code: 0, stdout: 'job.batch "demo" deleted\n', stderr: "" })
      const { code, stdout, stderr } = await running.ended
      expect(stdout).toContain("asked to end\n")
      expect(stderr).toContain("Job gone\n")
      expect(stderr).toMatch(/\njobledger: Job demo was deleted before it had finished\n$/)
      expect(code).toBe(1)
      expect((await waiting.ended).code).toBe(4)
      expect(await run(["delete", "demo"])).toEqual({
        code: 4,
        stdout: "",
        stderr: 'jobledger: jobs.batch "demo" not found\n'
      })
    }
  )

  it("of the Job alone leaves its Pods (orphan)", async (context) => {
    const { begin, run, goOn, directory } = at(context)
    const running = begin("demo")
    await running.says("] waits")
    expect(await run(["delete", "demo", "--cascade", "orphan"])).toMatchObject({ code: 0 })
    goOn("demo")
    const { stdout } = await running.ended
    expect(stdout).not.toContain("asked to end")
    expect(existsSync(join(directory, "marks of demo.go"))).toBe(true)
  })
})

describe("wait", Live.together, () => {
  it("answers with the verdict, or that it was too long", async (context) => {
    const { begin, run, goOn, start } = at(context)
    const running = begin("demo")
    await running.says("] waits")
    const tooLong = await run(["wait", "demo", "--timeout", "200ms"])
    expect(tooLong).toMatchObject({ code: 124, stdout: "" })
    expect(tooLong.stderr).toMatch(
      /^jobledger: timed out waiting for Job demo\njobledger: it waits for a Pod to end: demo-\w{5}\n$/
    )
    const waiting = start(["wait", "job/demo", "--for", "condition=complete", "--timeout", "1000h"])
    goOn("demo")
    expect(await waiting.ended).toEqual({ code: 0, stdout: "job.batch/demo condition met\n", stderr: "" })
    await running.ended
    const failing = Manifests.job("fails", { script: "exit 1" })
    await run(["run", "-", "-q"], failing)
    expect(await run(["wait", "fails"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Job fails failed: BackoffLimitExceeded") as string
    })
    expect(await run(["wait", "none"])).toMatchObject({ code: 4 })
    expect(await run(["wait", "none", "--for", "delete"])).toMatchObject({ code: 0 })
  })

  it("refuses what cannot be waited for", async (context) => {
    const { run } = at(context)
    expect(await run(["wait", "demo", "--for", "rain"])).toMatchObject({
      code: 2,
      stderr: "jobledger: --for rain: neither condition=TYPE nor delete\n"
    })
    expect((await run(["wait", "demo", "--timeout", "soon"])).stderr).toMatch(/--timeout soon: no duration/)
  })
})
