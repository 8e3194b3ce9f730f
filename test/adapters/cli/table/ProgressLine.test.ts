import { assert, describe, it } from "vitest"
import * as ProgressLine from "../../../../src/adapters/cli/table/ProgressLine.ts"
import type { Progress } from "../../../../src/domain/projection/Progress.ts"

const begun: Progress = {
  succeeded: 0,
  wanted: 5,
  active: 2,
  ready: 2,
  terminating: 0,
  failed: 0,
  failuresAllowed: 6,
  failedIndexes: 0,
  retrySeconds: undefined
}

describe("a line of progress", () => {
  it.each<[string, Partial<Progress>]>([
    ["0/5 complete, 2 active", {}],
    ["3 succeeded, 2 active", { succeeded: 3, wanted: undefined }],
    ["0/5 complete, 2 active (1 ready), 1 terminating", { ready: 1, terminating: 1 }],
    ["0/5 complete, 2 active, 1 failed (6 allowed), next try in 2m30s", { failed: 1, retrySeconds: 150 }],
    [
      "0/5 complete, 2 active, 3 failed, 1 index failed",
      { failed: 3, failuresAllowed: undefined, failedIndexes: 1 }
    ]
  ])("says %s", (line, fields) => assert.strictEqual(ProgressLine.of({ ...begun, ...fields }), line))
})
