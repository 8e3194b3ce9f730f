import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as Admission from "../../../src/domain/command/Admission.ts"
import * as Assumptions from "../../../src/runtime/check/Assumptions.ts"
import * as Check from "../../../src/runtime/check/Check.ts"
import * as Summary from "../../../src/runtime/check/Summary.ts"
import { manifest, type PodFields, type SpecFields } from "../../domain/Told.ts"

const calm: Assumptions.Assumptions = { ...Assumptions.usual, podFailureRate: 0, disruptionRate: 0 }
const failing: Assumptions.Assumptions = { ...calm, podFailureRate: 1 }
const disrupted: Assumptions.Assumptions = { ...calm, disruptionRate: 1 }

interface More {
  readonly runs?: number
  readonly pod?: PodFields
  readonly eventsMax?: number
}

const checked = (
  spec: SpecFields,
  assumptions: Assumptions.Assumptions,
  { runs = 20, pod = {}, eventsMax }: More = {}
) => {
  const created = Result.getOrThrow(Admission.dryRun(manifest(spec, pod)))
  const check = Check.start(created, { runs, seed: 1, assumptions }, eventsMax)
  while (Check.advance(check, 500)) expect(Check.progress(check)).toBeLessThanOrEqual(100)
  expect(check.broken).toBeUndefined()
  return { ...Summary.of(check.outcomes), events: check.events }
}

describe("histories", () => {
  it("complete where nothing fails", () => {
    expect(checked({ completions: 3, parallelism: 2 }, calm)).toMatchObject({
      histories: 20,
      verdicts: [{ type: "Complete", reason: "CompletionsReached", histories: 20 }],
      podsAlive: 2,
      podsCreated: 3
    })
  })

  it("fail by the limit where everything fails (JC-104)", () => {
    expect(checked({ backoffLimit: 3 }, failing)).toMatchObject({
      verdicts: [{ type: "Failed", reason: "BackoffLimitExceeded", histories: 20 }],
      podsCreated: 4
    })
  })

  it("fail by restarts in place (JC-105)", () => {
    expect(checked({ backoffLimit: 3 }, failing, { pod: { restartPolicy: "OnFailure" } })).toMatchObject({
      verdicts: [{ reason: "BackoffLimitExceeded", histories: 20 }],
      podsCreated: 1
    })
  })

  it("see Pods overlap that end slowly, and none under podReplacementPolicy Failed (JC-78)", () => {
    const spec = { completions: 4, parallelism: 4, completionMode: "Indexed", backoffLimit: 100 } as const
    expect(checked(spec, disrupted).overlaps).toBeGreaterThan(0)
    expect(checked({ ...spec, podReplacementPolicy: "Failed" }, disrupted).overlaps).toBe(0)
  })

  it("see what the policy says of disruptions (JC-117)", () => {
    const onPodConditions = [{ type: "DisruptionTarget", status: "True" }]
    const podFailurePolicy = { rules: [{ action: "FailJob", onPodConditions }] } as const
    expect(checked({ podFailurePolicy }, disrupted).verdicts).toEqual([
      { type: "Failed", reason: "PodFailurePolicy", histories: 20 }
    ])
  })

  it("of a suspended Job begin with its resumption", () => {
    expect(checked({ suspend: true }, calm).completion.share).toBe(1)
  })

  it("come to no verdict where no Pod is wanted", () => {
    expect(checked({ parallelism: 0, completions: 1 }, calm)).toMatchObject({ withoutVerdict: 20, cut: 0 })
  })
})

describe("the work", () => {
  it("of a history ends after a year", () => {
    const podFailurePolicy = {
      rules: [{ action: "Ignore", onExitCodes: { operator: "In", values: [1] } }]
    } as const
    const slow = { ...failing, runMillisMin: 864e5, runMillisMax: 864e5 }
    // Of the codes drawn some are not ignored.
    const { cut } = checked({ podFailurePolicy, backoffLimit: 400 }, slow, { runs: 2 })
    expect(cut).toBe(2)
  })

  it("of a check ends when there has been enough", () => {
    const { histories, events } = checked({ completions: 100 }, calm, { runs: 1000, eventsMax: 5000 })
    expect(events).toBeGreaterThanOrEqual(5000)
    expect(histories).toBeLessThan(10)
  })
})
