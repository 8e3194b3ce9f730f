import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import * as Job from "../../../src/domain/job/Job.ts"
import * as Standing from "../../../src/domain/job/Standing.ts"
import * as StoredState from "../../../src/runtime/log/StoredState.ts"
import * as Verification from "../../../src/runtime/log/Verification.ts"
import { life } from "../../../src/testing/EventLogStory.ts"

const at = (resourceVersion: number, job = Job.initialState): Job.Job => ({ ...job, resourceVersion })

const standings = (spec: { readonly ttlSecondsAfterFinished?: number }) =>
  life("demo", spec).map(({ job }) => [Standing.of(job), Job.isFinished(job)] as const)

describe("a Job", () => {
  it("is at work until it is finished, and at rest from then on", () => {
    for (const [standing, isFinished] of standings({}))
      assert.strictEqual(standing, isFinished ? "AtRest" : "AtWork")
  })

  it("is at work as long as its time to live runs, and gone with it", () => {
    const all = standings({ ttlSecondsAfterFinished: 30 }).map(([standing]) => standing)
    assert.strictEqual(all.indexOf("Gone"), all.length - 1)
    assert.notInclude(all, "AtRest")
  })
})

describe("a state is kept", () => {
  it("when the Job is finished, and after everything that happens then", () => {
    const lived = life()
    const due = lived.map(({ job }, position) =>
      StoredState.isDue(lived[position - 1]?.job ?? Job.initialState, job)
    )
    assert.deepStrictEqual(
      due,
      lived.map(({ job }) => Job.isFinished(job))
    )
    assert.include(due, true)
  })

  it("once in about a thousand events", () => {
    const count = (from: number, to: number, step: number) =>
      Array.from({ length: Math.floor((to - from) / step) }, (_, number) => from + number * step).filter(
        (version) => StoredState.isDue(at(version), at(version + step))
      ).length
    assert.strictEqual(count(0, 1000, 1), 0)
    assert.strictEqual(count(0, 102_400, 1), 100)
    assert.strictEqual(count(0, 102_410, 7), 100)
    assert.strictEqual(count(0, 102_400, 5000), 20)
  })

  it("more seldom as it is larger", () => {
    const large = life("demo", { completions: 3000, parallelism: 3000 })[0]?.job ?? Job.initialState
    assert.isAbove(large.podSet.pods.size, 2000)
    assert.isFalse(StoredState.isDue(at(1000, large), at(8000, large)))
    assert.isTrue(StoredState.isDue(at(16_000, large), at(16_400, large)))
  })
})

const directory = "test/golden/logs/0.1.0"

/** Of all states of the golden logs. */
const digest = (): string => {
  const hash = createHash("sha256")
  for (const name of readdirSync(directory).toSorted()) {
    const verifier = Verification.start(({ batch }) => hash.update(StoredState.of(batch.job).text))
    for (const line of readFileSync(join(directory, name), "utf8").trimEnd().split("\n"))
      assert.isUndefined(Verification.line(verifier, line))
    Verification.end(verifier)
  }
  return hash.digest("hex").slice(0, 16)
}

describe("the format of states", () => {
  it("has a number of its own: who changes states or their encoding raises it, and writes both down here", () =>
    assert.deepStrictEqual([StoredState.format, digest()], [7, "07c875d7d727345d"]))
})
