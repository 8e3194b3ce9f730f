/**
 * The Jobs that are measured, as scenarios.
 */
import type { Rule, Scenario } from "../../src/runtime/simulation/Scenario.ts"

export interface Shape {
  readonly completions: number
  readonly parallelism: number
  readonly completionMode: "Indexed" | "NonIndexed"
}

const name = "bench"

export const of = (
  { completions, parallelism, completionMode }: Shape,
  pods: ReadonlyArray<Rule> = []
): Scenario => ({
  manifest: {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: {
      completions,
      parallelism: Math.min(parallelism, completions),
      completionMode,
      template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
    }
  },
  pods
})

export const indexed = (completions: number, parallelism = completions): Scenario =>
  of({ completions, parallelism, completionMode: "Indexed" })

const one: Shape = { completions: 1, parallelism: 1, completionMode: "NonIndexed" }

/** One Pod that succeeds. */
export const onePod = of(one)

/** One Pod that fails, and after the back-off another one that succeeds. */
export const onePodAfterFailure = of(one, [{ match: { attempt: 0 }, exitCode: 1 }])
