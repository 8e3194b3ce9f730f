/**
 * The Jobs that are measured, as scenarios.
 */
import type * as Schema from "effect/Schema"
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

const many = 2_000_000

/** Ten stretches of indexes, a hundredth of all together, spread evenly over them. */
const hundredth = (completions: number): ReadonlyArray<string> =>
  Array.from({ length: 10 }, (_, tenth) => {
    const first = Math.floor((tenth * completions) / 10)
    return `${first}-${first + Math.max(1, Math.floor(completions / 1000)) - 1}`
  })

/**
 * An Indexed Job with every policy there is, of which a hundredth of all indexes fails once: half of those failures
 * are ignored. None of the limits is passed, and its success policy asks for all indexes.
 */
export const withPolicies = (completions: number, parallelism: number): Scenario => {
  const { manifest } = indexed(completions, parallelism)
  // A spec is an object.
  const spec = manifest["spec"] as Record<string, Schema.Json>
  const failing = hundredth(completions)
  return {
    manifest: {
      ...manifest,
      spec: {
        ...spec,
        backoffLimitPerIndex: 3,
        maxFailedIndexes: Math.min(completions, 10_000),
        activeDeadlineSeconds: many,
        podReplacementPolicy: "Failed",
        podFailurePolicy: {
          rules: [
            { action: "FailJob", onExitCodes: { operator: "In", values: [42] } },
            { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] },
            { action: "FailIndex", onExitCodes: { operator: "In", values: [43, 44] } }
          ]
        },
        successPolicy: { rules: [{ succeededIndexes: `0-${completions - 1}` }] }
      }
    },
    pods: [
      {
        match: { attempt: 0, index: failing.filter((_, position) => position % 2 === 0) },
        exitCode: 1
      },
      { match: { attempt: 0, index: failing }, conditions: [{ type: "DisruptionTarget", status: "True" }] }
    ]
  }
}

const one: Shape = { completions: 1, parallelism: 1, completionMode: "NonIndexed" }

/** One Pod that succeeds. */
export const onePod = of(one)

/** One Pod that fails, and after the back-off another one that succeeds. */
export const onePodAfterFailure = of(one, [{ match: { attempt: 0 }, exitCode: 1 }])
