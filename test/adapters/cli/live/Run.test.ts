import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, type TestContext, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

const at = ({ onTestFinished }: TestContext, files: Readonly<Record<string, string>>): Live.Place => {
  const place = Live.place(files)
  onTestFinished(place.leave)
  return place
}

const good = (name: string): string => Manifests.job(name, { script: `echo ${name} works; echo aside >&2` })
const bad = (name: string): string => Manifests.job(name, { script: "exit 3" })

/** Wrong for the API, and for a process. */
const mistaken = `apiVersion: batch/v1
kind: Job
metadata: { name: a }
spec:
  parallelism: -1
  template:
    spec:
      restartPolicy: Always
      containers:
        - { name: main, image: x, command: [a], volumeMounts: [{ name: v, mountPath: /v }] }
`

const escape = String.fromCodePoint(27)

describe("run", Live.together, () => {
  it("ends with 0 when the Job is complete: its output on stdout, talk on stderr, nothing left running", async (context) => {
    const { run, store } = at(context, { "job.yaml": good("demo") })
    const { code, stdout, stderr } = await run(["run", "job.yaml"])
    expect(code).toBe(0)
    expect(
      stdout
        .replaceAll(/demo-\w+\/main/g, "POD")
        .split("\n")
        .toSorted()
    ).toEqual(["", "[pod/POD] aside", "[pod/POD] demo works"])
    expect(stderr).toMatch(
      /^job\.yaml: spec\.template\.spec\.containers\[\*\]\.image: not pulled, .*\n(.*\n)*\d\d:\d\d:\d\d demo {2}Job complete\n$/
    )
    expect(stdout + stderr).not.toContain(escape)
    const keeper = Live.keeperOf(store)
    await Live.until(() => keeper === undefined || !Live.isAlive(keeper), "the keeper ends by itself")
  })

  it("runs init containers one behind the other, and a sidecar beside the container (LC-40, LC-42, LC-43)", async (context) => {
    const sh = (name: string, script: string, more = {}) => ({
      name,
      image: "busybox",
      command: ["sh", "-c", script],
      ...more
    })
    const initContainers = [
      sh("first", "echo first > order; echo $JOB_COMPLETION_INDEX"),
      sh("beside", "trap 'exit 0' TERM; echo beside >> order; echo up; while :; do sleep 0.05; done", {
        restartPolicy: "Always"
      }),
      sh("last", "while ! grep -q beside order; do sleep 0.05; done; echo last >> order")
    ]
    const spec = { completions: 1, completionMode: "Indexed" }
    const job = Manifests.job("demo", { script: "cat order", spec, podSpec: { initContainers } })
    const { run } = at(context, { "job.yaml": job })
    const { code, stdout } = await run(["run", "job.yaml", "-q"])
    expect(code).toBe(0)
    const written = (container: string) =>
      stdout.split("\n").flatMap((line) => line.split(`/${container}] `)[1] ?? [])
    expect(written("main")).toEqual(["first", "beside", "last"])
    expect(written("first")).toEqual(["0"])
    expect((await run(["logs", "demo", "-c", "beside"])).stdout).toContain("up\n")
    expect((await run(["get", "pods"])).stdout).toMatch(/ 0\/2 +Completed +0 /)
  })

  it("waits for the hook at the start of a sidecar, and ends it by its hook (LC-42, LC-51)", async (context) => {
    const exec = (script: string) => ({ exec: { command: ["sh", "-c", script] } })
    const beside = {
      name: "beside",
      image: "busybox",
      restartPolicy: "Always",
      command: ["sh", "-c", "while [ ! -e over ]; do sleep 0.05; done; echo over"],
      lifecycle: { postStart: exec("sleep 1; echo hooked > up"), preStop: exec("touch over; sleep 1") }
    }
    const job = Manifests.job("demo", { script: "cat up", podSpec: { initContainers: [beside] } })
    const { run } = at(context, { "job.yaml": job })
    const { code, stdout } = await run(["run", "job.yaml", "-q"])
    expect(code).toBe(0)
    // The lines of two containers come in no order.
    expect(stdout).toContain("/main] hooked\n")
    expect(stdout).toContain("/beside] over\n")
  })

  it("ends what is not alive any more by its probe, and runs it again (LC-17, LC-71)", async (context) => {
    const exec = { command: ["sh", "-c", "! rm ill"] }
    const job = Manifests.job("demo", {
      script: "if [ -e twice ]; then echo works; else touch twice ill; exec sleep 600; fi",
      spec: { backoffLimit: 3 },
      podSpec: { restartPolicy: "OnFailure" },
      container: { livenessProbe: { exec, periodSeconds: 1, failureThreshold: 1 } }
    })
    const { run } = at(context, { "job.yaml": job })
    const { code, stdout, stderr } = await run(["run", "job.yaml"])
    expect(code).toBe(0)
    expect(stdout).toContain("works\n")
    expect(stderr).toContain("asked to end: it is not alive any more, by its probe")
    expect((await run(["get", "pods"])).stdout).toMatch(/ Completed +1 /)
  })

  it("ends with 1 when the Job fails, and says why", async (context) => {
    const { run } = at(context, { "job.yaml": bad("demo") })
    const { code, stdout, stderr } = await run(["run", "job.yaml", "--quiet"])
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "jobledger: Job demo failed: BackoffLimitExceeded: Job has reached the specified backoff limit\n"
    })
  })

  it("takes several documents and files and standard input, and ends with 1 when one of the Jobs fails", async (context) => {
    const { run } = at(context, { "two.yaml": `${good("a")}\n---\n---\n${good("b")}\n` })
    const { code, stdout, stderr } = await run(["run", "two.yaml", "-", "-q"], bad("c"))
    expect(code).toBe(1)
    expect(stdout).toMatch(/a works[^]*b works|b works[^]*a works/)
    expect(stderr).toMatch(/^jobledger: Job c failed: .*\n$/)
  })

  it("takes a name again only with --replace or --generate-name", async (context) => {
    const { run, start, directory } = at(context, { "job.yaml": good("demo") })
    expect((await run(["run", "job.yaml", "-q"])).code).toBe(0)
    expect(await run(["run", "job.yaml", "-q"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "jobledger: Job demo exists and has finished: --replace deletes it first, --generate-name runs another beside it\n"
    })
    const replacing = await run(["run", "job.yaml", "--replace", "-q"])
    expect(replacing).toMatchObject({ code: 0, stderr: "" })
    expect((await run(["run", "job.yaml", "--generate-name", "-q"])).code).toBe(0)
    const { stdout } = await run(["get", "jobs", "-o", "name"])
    expect(stdout).toMatch(/^job\.batch\/demo\njob\.batch\/demo-\w{5}\n$/)

    const waiting = start(
      ["run", "-"],
      Manifests.job("waits", { script: Manifests.gated(join(directory, "m")) })
    )
    await waiting.says("] waits")
    expect(await run(["run", "-", "-q"], good("waits"))).toEqual({
      code: 2,
      stdout: "",
      stderr: `jobledger: Job waits exists and has not finished: jobledger resume waits --store '${directory}/a store' goes on with it, --generate-name runs another beside it\n`
    })
  })

  it("warns as an API server does, and goes on without unknown fields where it is told to (AJ-112, --validate)", async (context) => {
    const env = [
      { name: "A", value: "1" },
      { name: "A", value: "2" }
    ]
    const odd = good("odd").replace(
      '"name":"main",',
      `"name":"main","tier":"gold","env":${JSON.stringify(env)},`
    )
    const { run } = at(context, { "odd.yaml": odd })
    const strict = await run(["run", "odd.yaml"])
    expect(strict).toMatchObject({ code: 2, stdout: "" })
    expect(strict.stderr).toMatch(
      /^odd\.yaml:1:\d+: spec\.template\.spec\.containers\[0\]\.tier: Forbidden: unknown field/
    )
    const warned = await run(["run", "odd.yaml", "--validate=warn"])
    expect(warned.code).toBe(0)
    expect(warned.stderr.split("\n").filter((line) => line.startsWith("Warning: "))).toEqual([
      'Warning: unknown field "spec.template.spec.containers[0].tier"',
      'Warning: spec.template.spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'
    ])
  })

  it("refuses what is wrong with all manifests at once, each with its place, and creates nothing", async (context) => {
    const { run, store } = at(context, {
      "a.yaml": mistaken,
      "b.yaml": `${good("b")}\n---\napiVersion: batch/v1\nkind: CronJob\n`,
      "c.yaml": `apiVersion: batch/v1
kind: Job
metadata: { name: c }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: main, image: x }]
      volumes: [{ name: v, emptyDir: {} }]
`
    })
    const first = await run(["run", "a.yaml", "c.yaml"])
    expect(first).toMatchObject({ code: 2, stdout: "" })
    expect(first.stderr).toContain(
      "a.yaml:5:16: spec.parallelism: Invalid value: -1: must be greater than or equal to 0\n 5 |   parallelism: -1\n   |                ^\n"
    )
    expect(first.stderr).toContain("a.yaml:8:22: spec.template.spec.restartPolicy: Required value")
    expect(first.stderr).toMatch(
      /a\.yaml:10:\d+: spec\.template\.spec\.containers\[0\]\.volumeMounts\[0\]: Forbidden: .*nothing can be mounted/
    )
    expect(first.stderr).toMatch(/c\.yaml:9:\d+: spec\.template\.spec\.volumes\[0\]: .*there are no volumes/)
    expect(first.stderr).toMatch(/c\.yaml:8:\d+: spec\.template\.spec\.containers\[0\]\.command: Required/)
    const second = await run(["run", "b.yaml"])
    expect(second.code).toBe(2)
    expect(second.stderr).toMatch(/^b\.yaml:4:7: kind: Unsupported value: "CronJob"/)
    expect(existsSync(store)).toBe(false)
  })

  it("tells a command that is missing: StartError, 128, and why", async (context) => {
    const { run } = at(context, {
      "job.yaml": Manifests.job("demo", { script: "" }).replace('"sh"', '"no-such-command"')
    })
    const { code, stdout, stderr } = await run(["run", "job.yaml"])
    expect(code).toBe(1)
    expect(stdout).toMatch(/\] main cannot be started: no-such-command: no such file or directory\n$/)
    expect(stderr).toMatch(/failed before it ran \(StartError, exit code 128\); 1 failure, 0 allowed/)
    expect((await run(["get", "pods"])).stdout).toMatch(/StartError/)
  })

  it("runs as many Pods at once as there are slots", async (context) => {
    const { run, directory } = at(context, {})
    const marks = join(directory, "marks")
    const script = `echo begins >> '${marks}'; sleep 0.1; echo ends >> '${marks}'`
    const manifest = Manifests.job("demo", { script, spec: { completions: 3, parallelism: 3 } })
    expect((await run(["run", "-", "-q", "--slots", "1"], manifest)).code).toBe(0)
    expect(readFileSync(marks, "utf8")).toBe("begins\nends\n".repeat(3))
    expect(await run(["run", "-", "--slots", "0"], manifest)).toMatchObject({ code: 2, stdout: "" })
  })

  it("sees the Job to its end when nobody reads its output any more", async (context) => {
    const { start, run, directory } = at(context, {})
    const script = `yes | head -50000; ${Manifests.gated(join(directory, "m"))}`
    const running = start(["run", "-"], Manifests.job("demo", { script }))
    await running.says("] y")
    running.child.stdout?.destroy()
    writeFileSync(join(directory, "m.go"), "")
    expect((await running.ended).code).toBe(0)
    expect((await run(["wait", "demo"])).stdout).toBe("job.batch/demo condition met\n")
  })
})
