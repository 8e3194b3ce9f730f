import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, type TestContext, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

/** A store with a Job that is suspended before it has a Pod; its Pod waits until it may go on. */
const suspended = async ({ onTestFinished }: TestContext) => {
  const place = Live.place({})
  onTestFinished(place.leave)
  const marks = join(place.directory, "marks")
  const manifest = Manifests.job("demo", { script: Manifests.gated(marks), spec: { suspend: true } })
  const running = place.start(["run", "-"], manifest)
  await running.says("Job suspended")
  return { ...place, goOn: () => writeFileSync(`${marks}.go`, "") }
}

const nothing = "jobledger: demo: no container has run yet"

describe("logs of a Job without Pods", Live.together, () => {
  it("says that nothing has run", async (context) => {
    const { run } = await suspended(context)
    const nothingToShow = { code: 0, stdout: "", stderr: `${nothing}\n` }
    expect(await run(["logs", "demo"])).toEqual(nothingToShow)
    expect(await run(["logs", "demo", "-p", "-f"])).toEqual({
      ...nothingToShow,
      stderr: "jobledger: demo: no container has run before\n"
    })
    expect(await run(["logs", "demo", "-c", "none", "-f"])).toMatchObject({
      code: 4,
      stderr: 'jobledger: containers "none" not found\n'
    })
  })

  it("waits with -f for the first of them, and shows it to its end", async (context) => {
    const { start, goOn } = await suspended(context)
    const all = [start(["logs", "demo", "-f"]), start(["logs", "demo", "-f", "-c", "main"])]
    for (const logs of all) await logs.says(`${nothing}; waiting for the first`)
    start(["resume", "demo", "-q"])
    for (const logs of all) await logs.says("waits")
    goOn()
    for (const logs of all)
      expect(await logs.ended).toEqual({
        code: 0,
        stdout: "waits\ngoes on\n",
        stderr: `${nothing}; waiting for the first\n`
      })
  })

  it("waits no longer when the Job is gone", async (context) => {
    const { start, run } = await suspended(context)
    const logs = start(["logs", "demo", "-f"])
    await logs.says("waiting for the first")
    expect(await run(["delete", "demo"])).toMatchObject({ code: 0 })
    const { code, stderr } = await logs.ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${nothing}; waiting for the first\n${nothing}\n` })
  })
})

describe("logs of a Pod", Live.together, () => {
  it("waits with -f until it runs, though others run before", async ({ onTestFinished }) => {
    const place = Live.place({})
    onTestFinished(place.leave)
    const marks = join(place.directory, "marks")
    const spec = { completions: 2, parallelism: 2, completionMode: "Indexed" }
    const script = `echo index $JOB_COMPLETION_INDEX; ${Manifests.gated(marks)}`
    const running = place.start(["run", "-", "--slots", "1"], Manifests.job("demo", { script, spec }))
    await running.says("] waits")
    const [, second = ""] = (await place.run(["get", "pods", "-o", "name"])).stdout.split("\n")
    const logs = place.start(["logs", second, "-f"])
    await logs.says("waiting for the first")
    writeFileSync(`${marks}.go`, "")
    expect(await logs.ended).toMatchObject({ code: 0, stdout: "index 1\nwaits\ngoes on\n" })
  })
})

describe("a part of what a Pod wrote (LC-92, LC-94)", Live.together, () => {
  it("is so many lines or bytes of it, with times and Pods where they are asked for", async ({
    onTestFinished
  }) => {
    const place = Live.place({})
    onTestFinished(place.leave)
    const script = "printf 'one\\ntwo\\nüber\\nno end'"
    expect(await place.run(["run", "-", "-q"], Manifests.job("demo", { script }))).toMatchObject({ code: 0 })
    const logs = async (...flags: ReadonlyArray<string>) =>
      (await place.run(["logs", "demo", ...flags])).stdout
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z`
    expect(await logs("--tail", "2")).toBe("über\nno end\n")
    expect(await logs("--tail", "2", "-f")).toBe("über\nno end\n")
    expect(await logs("--tail", "1", "--timestamps")).toMatch(new RegExp(`^${time} no end\n$`))
    expect(await logs("--tail", "1", "--prefix")).toMatch(/^\[pod\/demo-\w+\/main\] no end\n$/)
    expect(await logs("--limit-bytes", "9")).toBe("one\ntwo\n")
    expect(await logs("--limit-bytes", "10")).toBe("one\ntwo\nü")
    expect(await logs("--since-time", "2126-01-01T00:00:00Z")).toBe("")
    expect(await logs("--since", "1h", "--all-containers")).toBe("one\ntwo\nüber\nno end\n")
    expect(await place.run(["logs", "demo", "--tail", "-2"])).toMatchObject({
      code: 2,
      stderr: "jobledger: --tail must be greater than or equal to -1\n"
    })
  })
})
