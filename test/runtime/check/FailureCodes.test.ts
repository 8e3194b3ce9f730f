import { expect, it } from "vitest"
import type { PodFailurePolicyRule } from "../../../src/domain/manifest/PodFailurePolicySchema.ts"
import * as FailureCodes from "../../../src/runtime/check/FailureCodes.ts"
import { given } from "../../domain/Given.ts"
import { job } from "../../domain/Told.ts"

const containers = [
  { name: "main", image: "busybox" },
  { name: "side", image: "busybox" }
]

const codes = (...rules: ReadonlyArray<PodFailurePolicyRule>): ReadonlyArray<number> =>
  FailureCodes.of(given(job({ podFailurePolicy: { rules } }, { containers })).job.spec)

it("without rules it is 1", () => expect(FailureCodes.of(given(job()).job.spec)).toEqual([1]))

it("are those that rules name, one that none names, and 1", () => {
  expect(
    codes(
      { action: "FailJob", onExitCodes: { operator: "In", values: [2, 42] } },
      { action: "Ignore", onExitCodes: { operator: "NotIn", values: [0, 137] } }
    )
  ).toEqual([1, 2, 3, 42, 137])
})

it("are those of the container that fails (JC-116)", () => {
  const of = (containerName: string, value: number): PodFailurePolicyRule => ({
    action: "FailJob",
    onExitCodes: { containerName, operator: "In", values: [value] }
  })
  expect(codes(of("side", 7), of("main", 8))).toEqual([1, 2, 8])
})
