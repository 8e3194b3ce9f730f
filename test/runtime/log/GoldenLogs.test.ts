import { globSync, readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import * as Verification from "../../../src/runtime/log/Verification.ts"

/**
 * The logs of released versions, one folder a version, written with `jobledger simulate examples/NAME.yaml --log`.
 * They are never written anew: what a version decided must verify for ever (promise P6).
 */
const logs = globSync("test/golden/logs/*/*.jsonl").toSorted()

describe("the logs of every release", () => {
  it("are there", () => assert.isNotEmpty(logs))

  it.each(logs)("%s verifies", (path) => {
    const report = Verification.verify(readFileSync(path, "utf8").trimEnd().split("\n"))
    assert.strictEqual(report._tag, "Verified", JSON.stringify(report))
  })
})
