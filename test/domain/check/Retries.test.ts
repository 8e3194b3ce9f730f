import { describe, expect, it } from "vitest"
import * as Retries from "../../../src/domain/check/Retries.ts"
import { given } from "../Given.ts"
import { job, type PodFields, type SpecFields } from "../Told.ts"

const retries = (spec: SpecFields, pod?: PodFields): Retries.Retries =>
  Retries.of(given(job(spec, pod)).job.spec)

const indexed = { completions: 5, completionMode: "Indexed" } as const

describe("the earliest retries", () => {
  it("come after 10, 20, 40 … seconds each, one Pod at a time (JC-99)", () => {
    expect(retries({ backoffLimit: 4 })).toEqual({
      of: "Pod",
      allowed: 4,
      earliestSeconds: [10, 30, 70, 150],
      impossibleFrom: undefined
    })
  })

  it("wait together for Pods that fail together (JC-102)", () => {
    expect(retries({ parallelism: 2, completions: 2 }).earliestSeconds).toEqual([10, 20, 50, 100, 210, 420])
  })

  it("are those of one Pod where no more are wanted (JC-71)", () => {
    expect(retries({ parallelism: 9, completions: 1, backoffLimit: 2 }).earliestSeconds).toEqual([10, 30])
  })

  it("are those of each index by itself under a limit per index (JC-103, JC-107)", () => {
    expect(retries({ ...indexed, parallelism: 5, backoffLimitPerIndex: 2 })).toMatchObject({
      of: "Index",
      allowed: 2,
      earliestSeconds: [10, 30]
    })
  })

  it("of containers come at once, then after 10, 20, 40 … 300 seconds (LC-31)", () => {
    expect(retries({ backoffLimit: 8 }, { restartPolicy: "OnFailure" })).toMatchObject({
      of: "Container",
      allowed: 8,
      earliestSeconds: [0, 10, 30, 70, 150, 310, 610, 910]
    })
  })

  it("are shown up to the tenth", () => {
    expect(retries({ backoffLimit: 50 }).earliestSeconds).toHaveLength(10)
  })
})

describe("the deadline (JC-129)", () => {
  it.each([
    [60, 3],
    [70, 3],
    [71, 4],
    [10, 1]
  ])("of %i seconds leaves no time for retry %i", (activeDeadlineSeconds, impossibleFrom) => {
    expect(retries({ activeDeadlineSeconds })).toMatchObject({ impossibleFrom })
  })

  it("that outlasts all retries the limit allows forbids none (JC-104)", () => {
    expect(retries({ activeDeadlineSeconds: 71, backoffLimit: 3 }).impossibleFrom).toBeUndefined()
  })
})

describe("the limit", () => {
  it("0 of restarts in place lets the first one start, and fails the Job by it (JC-105)", () => {
    expect(retries({ backoffLimit: 0 }, { restartPolicy: "OnFailure" }).allowed).toBe(1)
  })

  it("of the Job holds beside that of the index (JC-108)", () => {
    expect(retries({ ...indexed, backoffLimit: 1, backoffLimitPerIndex: 3 }).allowed).toBe(1)
  })

  it("is none where failures are ignored (JC-120)", () => {
    const podFailurePolicy = {
      rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }]
    } as const
    expect(retries({ podFailurePolicy }).allowed).toBeUndefined()
  })
})
