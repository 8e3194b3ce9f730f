import { join } from "node:path"
import { describe, type TestContext, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

const at = ({ onTestFinished }: TestContext): Live.Place => {
  const place = Live.place({})
  onTestFinished(place.leave)
  return place
}

const pair = { completionMode: "Indexed", completions: 2, parallelism: 2 }

const statusOf = async ({ run }: Live.Place): Promise<unknown> => {
  const job: unknown = JSON.parse((await run(["get", "job", "demo", "-o", "json"])).stdout)
  return job
}

describe("a Job with policies that runs", Live.together, () => {
  it("has succeeded with the indexes that matter (successPolicy)", async (context) => {
    const place = at(context)
    const manifest = Manifests.job("demo", {
      script: '[ "$JOB_COMPLETION_INDEX" = 0 ] || sleep 60',
      spec: { ...pair, successPolicy: { rules: [{ succeededIndexes: "0" }] } }
    })
    expect((await place.run(["run", "-"], manifest)).code).toBe(0)
    const job = await statusOf(place)
    expect(job).toMatchObject({ status: { succeeded: 1, completedIndexes: "0" } })
    expect(job).not.toHaveProperty("status.failed")
    expect((await place.run(["verify"])).code).toBe(0)
  })

  it("fails by a rule for an exit code, and says which (podFailurePolicy)", async (context) => {
    const { run } = at(context)
    const rules = [{ action: "FailJob", onExitCodes: { operator: "In", values: [42] } }]
    const manifest = Manifests.job("demo", {
      script: "exit 42",
      spec: { backoffLimit: 6, podFailurePolicy: { rules } }
    })
    const { code, stderr } = await run(["run", "-"], manifest)
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /jobledger: Job demo failed: PodFailurePolicy: Container main for pod default\/demo-[a-z0-9]{5} failed with exit code 42 matching FailJob rule at index 0\n$/
    )
  })

  it("starts a whole Pod over in place by a rule for an exit code (restartPolicyRules, LC-36)", async (context) => {
    const { run, directory } = at(context)
    const mark = join(directory, "mark")
    const sh = (script: string) => ({ image: "busybox", command: ["sh", "-c", script] })
    const exitCodes = { operator: "In", values: [42] }
    const manifest = Manifests.job("demo", {
      script: `echo main; [ -e '${mark}' ] || { touch '${mark}'; exit 42; }`,
      podSpec: { initContainers: [{ name: "setup", ...sh("echo setup") }] },
      container: {
        restartPolicy: "Never",
        restartPolicyRules: [{ action: "RestartAllContainers", exitCodes }]
      }
    })
    const { code, stdout, stderr } = await run(["run", "-"], manifest)
    expect(code).toBe(0)
    expect(stdout.match(/(setup|main)$/gm)).toEqual(["setup", "main", "setup", "main"])
    expect(stderr).toMatch(
      /ended with exit code 42, to start the whole Pod over in place\n[^]*started over in place, all containers removed/
    )
    expect((await run(["get", "pods"])).stdout).toMatch(/ Completed +1 /)
    expect((await run(["verify"])).code).toBe(0)
  })

  it("fails for its failed indexes when the others are done (backoffLimitPerIndex)", async (context) => {
    const place = at(context)
    const manifest = Manifests.job("demo", {
      script: '[ "$JOB_COMPLETION_INDEX" = 1 ]',
      spec: { ...pair, backoffLimit: null, backoffLimitPerIndex: 0 }
    })
    expect((await place.run(["run", "-"], manifest)).code).toBe(1)
    expect(await statusOf(place)).toMatchObject({
      status: { succeeded: 1, failed: 1, completedIndexes: "1", failedIndexes: "0" }
    })
  })

  it("is refused where another controller is to see to it (managedBy)", async (context) => {
    const { run } = at(context)
    const manifest = Manifests.job("demo", { script: "true", spec: { managedBy: "example.com/queue" } })
    const { code, stderr } = await run(["run", "-"], manifest)
    expect(code).toBe(2)
    expect(stderr).toContain(
      "spec.managedBy: Forbidden: the Job is left to example.com/queue, which does not run here"
    )
  })
})
