import { describe, expect, it } from "vitest"
import * as Disruption from "../../../src/domain/check/Disruption.ts"
import type { PodFailurePolicyRule } from "../../../src/domain/manifest/PodFailurePolicySchema.ts"
import { given } from "../Given.ts"
import { job, type SpecFields } from "../Told.ts"

const disruption = (spec: SpecFields): Disruption.Disruption => Disruption.of(given(job(spec)).job.spec)

const ignored: PodFailurePolicyRule = {
  action: "Ignore",
  onPodConditions: [{ type: "DisruptionTarget", status: "True" }]
}
const killed: PodFailurePolicyRule = { action: "FailJob", onExitCodes: { operator: "In", values: [137] } }

describe("a disruption", () => {
  it("without a policy counts against the limit, from the request on (JC-10, JC-104)", () => {
    expect(disruption({ backoffLimit: 2 })).toEqual({
      outcomes: [{ exitCode: 143, action: "Count", rule: undefined }],
      limit: "backoffLimit",
      allowed: 2,
      isCountedEarly: true
    })
  })

  it("counts against the limit of its index (JC-107)", () => {
    const spec = { completionMode: "Indexed", completions: 2, backoffLimitPerIndex: 1 } as const
    expect(disruption(spec)).toMatchObject({ limit: "backoffLimitPerIndex", allowed: 1 })
  })

  it("is ignored by a rule about its condition (JC-117, JC-120)", () => {
    expect(disruption({ podFailurePolicy: { rules: [ignored] } })).toMatchObject({
      outcomes: [{ action: "Ignore", rule: 0 }],
      isCountedEarly: false
    })
  })

  it("may meet a rule about its exit code first (JC-113)", () => {
    expect(disruption({ podFailurePolicy: { rules: [killed, ignored] } }).outcomes).toEqual([
      { exitCode: 143, action: "Ignore", rule: 1 },
      { exitCode: 137, action: "FailJob", rule: 0 }
    ])
  })
})
