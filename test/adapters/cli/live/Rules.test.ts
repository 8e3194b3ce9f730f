import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, type TestContext, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

const at = ({ onTestFinished }: TestContext): Live.Place => {
  const place = Live.place({})
  onTestFinished(place.leave)
  return place
}

describe("a Job that runs", Live.together, () => {
  it("fails at its deadline, and its Pods end (activeDeadlineSeconds)", async (context) => {
    const { run } = at(context)
    const manifest = Manifests.job("demo", { script: "sleep 60", spec: { activeDeadlineSeconds: 3 } })
    const { code, stderr } = await run(["run", "-"], manifest)
    expect(code).toBe(1)
    expect(stderr).toMatch(/DeadlineExceeded[^]*1 failure, 0 allowed/)
    expect(stderr).toMatch(
      /jobledger: Job demo failed: DeadlineExceeded: Job was active longer than specified deadline\n$/
    )
  })

  it("is deleted when its time to live is over, also by a later command (ttlSecondsAfterFinished)", async (context) => {
    const { run } = at(context)
    const manifest = Manifests.job("demo", { script: "echo done", spec: { ttlSecondsAfterFinished: 1 } })
    expect((await run(["run", "-"], manifest)).code).toBe(0)
    const waited = await run(["wait", "demo", "--for", "delete"])
    expect(waited).toEqual({ code: 0, stdout: "job.batch/demo deleted\n", stderr: "" })
    expect(await run(["get", "job", "demo"])).toMatchObject({ code: 4, stdout: "" })
    expect(await run(["logs", "demo"])).toMatchObject({ code: 0, stdout: "done\n" })
    expect((await run(["describe", "job", "demo"])).stderr).toBe(
      "jobledger: Job demo is gone; this is how the log has it\n"
    )
  })

  it("is complete and gone at once with a time to live of nothing", async (context) => {
    const { run } = at(context)
    const manifest = Manifests.job("demo", { script: "echo done", spec: { ttlSecondsAfterFinished: 0 } })
    const { code, stderr } = await run(["run", "-"], manifest)
    expect(code).toBe(0)
    expect(stderr).toContain("Job complete\n")
  })

  it("runs a container again in its Pod (restartPolicy OnFailure), and keeps what each run wrote", async (context) => {
    const { run, directory } = at(context)
    const mark = join(directory, "mark")
    const script = `echo run in $HOSTNAME; [ -e '${mark}' ] || { touch '${mark}'; exit 5; }`
    const manifest = Manifests.job("demo", {
      script,
      spec: { backoffLimit: 3 },
      podSpec: { restartPolicy: "OnFailure" }
    })
    const { code, stdout, stderr } = await run(["run", "-"], manifest)
    expect(code).toBe(0)
    expect(stdout.split("\n").filter((line) => / run in demo-\w+$/.test(line))).toHaveLength(2)
    expect(stderr).toMatch(/ended with exit code 5, to run again in place[^]*restarted in place, restart 1/)
    expect((await run(["get", "pods"])).stdout).toMatch(/ Completed +1 \(/)
    expect((await run(["logs", "demo", "--previous"])).stdout).toMatch(/^run in demo-\w+\n$/)
    expect((await run(["logs", "demo", "--all"])).stdout.trim().split("\n")).toHaveLength(2)
  })

  it("has its Pods killed that are deaf to SIGTERM (terminationGracePeriodSeconds)", async (context) => {
    const { run, start, directory } = at(context)
    const script = Manifests.deaf(join(directory, "m"))
    const podSpec = { terminationGracePeriodSeconds: 1 }
    const running = start(["run", "-"], Manifests.job("demo", { script, podSpec }))
    await running.says("waits")
    expect(await run(["suspend", "demo"])).toEqual({
      code: 0,
      stdout: "job.batch/demo suspended\n",
      stderr: ""
    })
    expect(readFileSync(join(directory, "m"), "utf8")).toBe("run\n")
    await running.says(/ended \(exit code 137\), gone/)
  })
})
