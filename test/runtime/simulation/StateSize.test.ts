import { assert, it } from "vitest"
import * as JobState from "../../../src/domain/job/JobState.ts"
import type { Scenario } from "../../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../../src/runtime/simulation/Simulation.ts"

const parallelism = 20

/** Every policy on, while every fiftieth index fails once. */
const story = (completions: number): Scenario => ({
  manifest: {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "demo" },
    spec: {
      completions,
      parallelism,
      completionMode: "Indexed",
      backoffLimitPerIndex: 3,
      maxFailedIndexes: 10,
      activeDeadlineSeconds: 1_000_000,
      podReplacementPolicy: "Failed",
      podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [42] } }] },
      successPolicy: { rules: [{ succeededIndexes: `0-${completions - 1}` }] },
      template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
    }
  },
  pods: [
    {
      match: {
        attempt: 0,
        index: Array.from({ length: completions / 50 }, (_, position) => position * 50)
      },
      exitCode: 1
    }
  ]
})

/** How large the state of the Job is at most, in characters, and at the end. */
const sizes = (completions: number): readonly [most: number, last: number] => {
  let [most, last] = [0, 0]
  let batches = 0
  Simulation.run(story(completions), {
    batch: ({ job }) => {
      batches += 1
      last =
        batches % 10 === 0 || job.completionTime !== undefined
          ? JSON.stringify(JobState.encode(job)).length
          : last
      most = Math.max(most, last)
    },
    rejected: () => undefined
  })
  return [most, last]
}

it("the state of a Job is as large as its Pods in hand, however many have finished (P9)", () => {
  const [small, large] = [sizes(200), sizes(4000)]
  assert.isBelow(large[0], small[0] * 1.1)
  assert.isBelow(large[1], large[0] / 5)
})
