import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as Result from "effect/Result"
import { afterAll, assert, describe, it } from "vitest"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as Counterexample from "../../src/testing/Counterexample.ts"
import { hasNoFailedPod } from "./RedRun.ts"

const directory = join(mkdtempSync(join(tmpdir(), "counter examples ")), "kept here")

afterAll(() => rmSync(dirname(directory), { recursive: true, force: true }))

describe("a property that fails on a scenario", () => {
  const { stderr } = spawnSync(process.execPath, ["test/testing/RedRun.ts", directory], { encoding: "utf8" })
  const [, path = ""] = /^Kept in (.+)$/m.exec(stderr) ?? []

  it("tells what happened, and how to run it again", () => {
    assert.match(
      stderr,
      /Error: no Pod ever fails: Property failed by returning false\n\nWhat happened:\n {2}0:00:00 /
    )
    assert.match(stderr, /Pod \S+-#0 failed \(exit code 0\)/)
    assert.match(stderr, /seed: 7,/)
    assert.match(stderr, /^Repeat: npm test$/m)
  })

  it("is kept as data, on which it fails again", () => {
    // As it was written.
    const kept = JSON.parse(readFileSync(path, "utf8")) as Counterexample.Counterexample
    assert.strictEqual(kept.law, "no Pod ever fails")
    assert.strictEqual(kept.says, "no Pod ever fails: Property failed by returning false")
    assert.isFalse(hasNoFailedPod(Result.getOrThrow(Scenario.decode(kept.scenario))))
    assert.strictEqual(Counterexample.write(directory, kept), path)
  })

  it("is told also where the scenario cannot be played", () => {
    const template = { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
    const manifest = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "demo" }, spec: { template } }
    // Its Pod ends after the last instant there is.
    const [line = ""] = Counterexample.story({ manifest, pods: [{ runFor: 9e15 }] })
    assert.match(line, /^It cannot be played: .*Invalid date/)
  })
})
