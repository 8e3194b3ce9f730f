import { expect, it } from "vitest"
import * as FailedPod from "../../../src/domain/check/FailedPod.ts"
import type { PodFailurePolicyRule } from "../../../src/domain/manifest/PodFailurePolicySchema.ts"
import { given } from "../Given.ts"
import { job } from "../Told.ts"

const rule: PodFailurePolicyRule = {
  action: "FailJob",
  onExitCodes: { containerName: "init", operator: "In", values: [3] }
}
const { spec } = given(
  job({ podFailurePolicy: { rules: [rule] } }, { initContainers: [{ name: "init", image: "busybox" }] })
).job

it.each([
  ["init", 3, { position: 0, rule }],
  ["main", 3, undefined],
  ["init", 4, undefined]
])("finds the rule for %s ended with %i (JC-116)", (container, exitCode, found) => {
  expect(FailedPod.ruleFor(spec, { container, exitCode, conditions: [] })).toEqual(found)
})
