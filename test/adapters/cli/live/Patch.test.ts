import { join } from "node:path"
import { describe, expect, it, type TestContext } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

/** A store with a Job that is suspended before it has a Pod. */
const suspended = async ({ onTestFinished }: TestContext, spec: object = {}) => {
  const place = Live.place({})
  onTestFinished(place.leave)
  const script = Manifests.gated(join(place.directory, "marks"))
  const running = place.start(
    ["run", "-"],
    Manifests.job("demo", { script, spec: { suspend: true, ...spec } })
  )
  await running.says("Job suspended")
  const patch = (text: string) => place.run(["patch", "demo", "-p", text])
  return { ...place, patch }
}

describe("patch", Live.together, () => {
  it("changes what may change, and says so (AJ-85, AJ-86)", async (context) => {
    const { patch, run } = await suspended(context)
    expect(await patch('{"spec":{"parallelism":3}}')).toEqual({
      code: 0,
      stdout: "job.batch/demo patched\n",
      stderr: ""
    })
    expect(await patch("spec: { parallelism: 3 }")).toMatchObject({
      stdout: "job.batch/demo patched (no change)\n"
    })
    expect((await run(["get", "job", "demo", "-o", "yaml"])).stdout).toMatch(/^ {2}parallelism: 3$/m)
    expect((await run(["verify"])).code).toBe(0)
  })

  it("refuses what may not, each field with its place (AJ-89)", async (context) => {
    const { patch } = await suspended(context)
    const { code, stdout, stderr } = await patch('{"spec":{"completions":3}}')
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(/^--patch:1:24: spec\.completions: Invalid value: 3: field is immutable\n/)
    for (const [text, why] of [
      ["[]", "--patch:1:1: not an object"],
      ["", "--patch: not one object"],
      ["{", "--patch:1:2: syntax"],
      ['{"spec":{"paralelism":3}}', "--patch:1:10: spec.paralelism: Forbidden: unknown field"]
    ] as const) {
      const refused = await patch(text)
      expect(refused.code).toBe(2)
      expect(refused.stderr).toContain(why)
    }
  })

  it("takes off what keeps a Job that is deleted (CL-12)", async (context) => {
    const { patch, run } = await suspended(context)
    expect(await patch('{"metadata":{"finalizers":["example.com/kept"]}}')).toMatchObject({ code: 0 })
    expect((await run(["delete", "demo"])).stderr).toContain("stays until its finalizers are taken off")
    expect(await patch('{"metadata":{"finalizers":null}}')).toMatchObject({ code: 0 })
    expect(await patch("{}")).toMatchObject({
      code: 4,
      stderr: 'jobledger: jobs.batch "demo" not found\n'
    })
  })
})
