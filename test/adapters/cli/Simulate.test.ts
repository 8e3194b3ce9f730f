import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import * as Command from "./Command.ts"

const example = (name: string) => `examples/${name}.yaml`

/** A Job of many Pods, as a scenario that fits one line. */
const many = (completions: number): string =>
  JSON.stringify({
    name: "many",
    manifest: {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "many" },
      spec: {
        completions,
        parallelism: completions,
        completionMode: "Indexed",
        template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
      }
    }
  })

describe("the answer", () => {
  it.each([
    "third-index-fails-twice",
    "foreground-deletion",
    "index-limits",
    "failure-rules",
    "leader-decides"
  ])("is golden for %s", async (name) => {
    const json = Command.run(["simulate", example(name), "-o", "json"])
    expect(json).toMatchObject({ code: 0, stderr: "" })
    await expect(json.stdout).toMatchFileSnapshot(`../../golden/${name}.json`)
    const table = Command.run(["simulate", example(name), "-otable"], { env: { FORCE_COLOR: "1" } })
    expect(table).toMatchObject({ code: 0, stderr: "" })
    await expect(table.stdout).toMatchFileSnapshot(`../../golden/${name}.txt`)
  })

  it("is JSON without a terminal, the same bytes each time and from standard input", () => {
    const path = example("deadline")
    const first = Command.run(["simulate", path])
    expect(Command.run(["simulate", "-"], { input: readFileSync(path, "utf8") })).toEqual(first)
    // The verdict of the Job is no failure of the simulation.
    expect(first.code).toBe(0)
    expect(JSON.parse(first.stdout)).toMatchObject({ finishedAt: "2026-01-01T00:00:42Z", deletedAt: null })
    expect(parse(Command.run(["simulate", path, "--output=yaml"]).stdout)).toEqual(JSON.parse(first.stdout))
  })

  it("names Pods by their ordinals", () => {
    const { stdout } = Command.run(["simulate", example("third-index-fails-twice"), "--names", "ordinal"])
    expect(stdout).toContain(`"message": "Created pod: demo-3-#5"`)
    expect(stdout).not.toMatch(/"name": "demo-\d-[a-z]/)
  })
})

describe("the manifest", () => {
  const manifest = `apiVersion: v1
kind: Secret
metadata: { name: key }
---
apiVersion: batch/v1
kind: Job
metadata: { name: told }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: main, image: busybox }]
`

  it("may stand in a file beside the scenario, in a path with spaces", () => {
    const directory = Command.directory({
      "a job.yaml": manifest,
      "a scenario.yaml": "manifest: a job.yaml\n"
    })
    const ended = Command.run(["simulate", join(directory, "a scenario.yaml"), "-o", "table"])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toContain("Job told created: 1 completion, 1 at a time, 6 failures allowed")
    expect(ended.stderr).toMatch(/a job\.yaml: Secret "key" takes no part in the simulation\n$/)
  })
})

describe("a batch", () => {
  it("says once what is remarked on many lines", () => {
    const odd = many(1)
      .replace('"many"},', '"a.b"},')
      .replace('"spec":', '"tier":1,"spec":')
      .replace("Indexed", "NonIndexed")
    const { code, stdout, stderr } = Command.run(["simulate", "-", "--validate=warn"], {
      input: `${odd}\n${odd}\n`
    })
    expect(code).toBe(0)
    expect(stdout.split("\n")).toHaveLength(3)
    expect(stderr).toMatch(/^Warning: unknown field "tier"\nWarning: metadata\.name: .*\n$/)
  })

  it("gives one answer a line, in order, and complains in the place of what cannot be played", () => {
    const lines = [
      many(1),
      "",
      `{"id":"trace","scenario":${many(2)}}`,
      `{"manifest":{"kind":"Pod"}}`,
      many(3)
    ]
    const directory = Command.directory({ "all.jsonl": lines.join("\n") })
    const { code, stdout, stderr } = Command.run(["simulate", "all.jsonl"], { cwd: directory })
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line))
    expect(answers).toMatchObject([
      { status: { succeeded: 1 } },
      { status: { succeeded: 2 } },
      {
        errors: [
          "all.jsonl:4:2: manifest.apiVersion: Required value",
          `all.jsonl:4:21: manifest.kind: Invalid value: Expected "Job"`
        ]
      },
      { status: { succeeded: 3 } }
    ])
    expect(stderr).toContain(` 4 | {"manifest":{"kind":"Pod"}}\n   |                     ^\n`)
    expect(code).toBe(2)
    const piped = Command.run(["simulate", "-", "-o", "table"], { input: `${many(1)}\n${many(2)}\n` })
    expect(piped).toMatchObject({ code: 0, stderr: "" })
    expect(piped.stdout).toMatch(
      /^SCENARIO .*\nmany +many +Complete +1\/1 .*\nmany +many +Complete +2\/2 .*\n$/
    )
  })
})

describe("whoever reads", () => {
  it("may stop reading", async () => {
    const directory = Command.directory({ "many.json": many(2000) })
    const ended = await Command.disturbed(
      ["simulate", join(directory, "many.json")],
      (child) => child.stdout?.destroy(),
      "stdout"
    )
    expect(ended).toEqual({ code: 0, stderr: "" })
  })

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143]
  ] as const)("may send %s", async (signal, code) => {
    const directory = Command.directory({ "all.jsonl": `${many(1)}\n${many(20_000)}\n` })
    const ended = await Command.disturbed(
      ["simulate", join(directory, "all.jsonl")],
      (child) => child.kill(signal),
      "stdout"
    )
    expect(ended).toEqual({ code, stderr: "" })
  })
})
