import { describe, expect, it } from "vitest"
import * as PodBounds from "../../../src/domain/check/PodBounds.ts"
import { given } from "../Given.ts"
import { job, type SpecFields } from "../Told.ts"

const bounds = (spec: SpecFields): PodBounds.PodBounds => PodBounds.of(given(job(spec)).job.spec)

const indexed = { completions: 5, parallelism: 3, completionMode: "Indexed" } as const

describe("the Pods a Job can have", () => {
  it.each<[string, SpecFields, PodBounds.PodBounds]>([
    [
      "one for each completion, and one for each failure (JC-104)",
      { completions: 4, parallelism: 2 },
      { alive: 2, created: 10 }
    ],
    ["no more at once than are wanted (JC-71)", { completions: 1, parallelism: 9 }, { alive: 1, created: 7 }],
    ["those of a work queue (JC-72)", { parallelism: 3, backoffLimit: 1 }, { alive: 3, created: 4 }],
    ["those of each index (JC-107)", { ...indexed, backoffLimitPerIndex: 1 }, { alive: 3, created: 10 }],
    ["none", { completions: 3, parallelism: 0 }, { alive: 0, created: 0 }]
  ])("are %s", (_, spec, expected) => expect(bounds(spec)).toEqual(expected))

  it("are without end where failures are ignored (JC-120)", () => {
    const rules = [{ action: "Ignore", onExitCodes: { operator: "In", values: [1] } }] as const
    expect(bounds({ podFailurePolicy: { rules } }).created).toBeUndefined()
  })
})
