import { assert, it } from "vitest"
import * as Batches from "../../../src/domain/law/Batches.ts"
import { story } from "./Tampered.ts"

it("a batch can take as many steps as the law allows", () => {
  const batches = story(
    { parallelism: 2, completions: 2, activeDeadlineSeconds: 2, ttlSecondsAfterFinished: 0 },
    { pods: [{ match: { ordinal: 0 }, exitCode: 1 }, { neverStarts: true }] },
    { restartPolicy: "OnFailure", terminationGracePeriodSeconds: 0 }
  )
  assert.strictEqual(Math.max(...batches.map(({ steps }) => steps)), Batches.stepsMax)
})
