import { spawn } from "node:child_process"
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { command } from "../../../Beforehand.ts"

/** Programs the manifests call and this machine need not have. */
const standIns = {
  "process-queue-items": "echo queue is empty",
  "process-batch": 'echo "batch of $BATCH_SIZE"',
  perl: "echo 3.14159"
}

const home = mkdtempSync(join(tmpdir(), "real manifests-"))

beforeAll(() => {
  for (const [name, script] of Object.entries(standIns)) {
    writeFileSync(join(home, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(home, name), 0o755)
  }
})
// Keepers go by themselves, seconds after the last Pod.
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 }))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const run = (name: string): Promise<Ended> =>
  new Promise((done) => {
    const args = [command, "run", `test/manifests/${name}.yaml`]
    const child = spawn(process.execPath, [...args, "--store", join(home, `store ${name}`)], {
      env: { ...process.env, PATH: `${home}:${process.env["PATH"]}` }
    })
    let [stdout, stderr] = ["", ""]
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
    child.once("close", (code) => done({ code, stdout, stderr }))
  })

/** What the Pods wrote, without their names. */
const written = ({ stdout }: Ended): ReadonlyArray<string> =>
  stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.replace(/^\[[^\]]*\] /, ""))
    .toSorted()

const times = (count: number, line: string): ReadonlyArray<string> =>
  Array.from({ length: count }, () => line)

// `retry.yaml` takes two and a half minutes of back-off; it is played instead (test/domain/manifest).
const complete: Readonly<Record<string, ReadonlyArray<string>>> = {
  "cleanup-example": ["done"],
  "data-processing": times(10, "batch of 1000"),
  "echo-job": ["Running in a job"],
  "echo-job-completions": times(5, "Running in a job"),
  "echo-job-parallel": times(5, "Running in a job"),
  indexed: [0, 1, 2, 3, 4].map((index) => `process-item-${index}`),
  "parallel-fixed-count-job": times(4, "3.14159"),
  "parallel-job": times(3, "3.14159"),
  "parallel-queue": times(3, "queue is empty"),
  pi: ["3.14159"]
}

describe("a manifest as people write them", () => {
  it.concurrent.each(Object.entries(complete))(
    "runs to its completion: %s",
    async (name, lines) => {
      const ended = await run(name)
      assert.strictEqual(ended.code, 0, ended.stderr)
      assert.deepStrictEqual(written(ended), lines)
    },
    60_000
  )

  it.concurrent.each([
    ["print-date", 1],
    ["print-date-extended", 2]
  ])(
    "runs under a generated name: %s",
    async (name, count) => {
      const ended = await run(name)
      assert.strictEqual(ended.code, 0, ended.stderr)
      assert.lengthOf(written(ended), count)
      assert.match(ended.stderr, new RegExp(`Pod ${name}-[a-z0-9]{5}-[a-z0-9]{5} started|2 Pods started`))
    },
    60_000
  )

  it.concurrent("whose volumes processes cannot have is refused, field by field: backup", async () => {
    const { code, stderr } = await run("backup")
    assert.strictEqual(code, 2)
    assert.match(stderr, /backup\.yaml:21:11: spec\.template\.spec\.volumes\[0\]: Forbidden: /)
    assert.match(stderr, /spec\.template\.spec\.containers\[0\]\.volumeMounts\[0\]: Forbidden: /)
  }, 60_000)
})
