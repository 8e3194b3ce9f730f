import { describe, expect, it } from "vitest"
import * as ExitCodes from "../../../src/domain/check/ExitCodes.ts"
import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"
import type { PodFailurePolicyRule } from "../../../src/domain/manifest/PodFailurePolicySchema.ts"
import { given } from "../Given.ts"
import { job, type PodFields } from "../Told.ts"

const told = (
  rules: ReadonlyArray<PodFailurePolicyRule> | undefined,
  pod?: PodFields
): ReadonlyArray<string> => {
  const spec = rules === undefined ? {} : { podFailurePolicy: { rules } }
  return ExitCodes.of(given(job(spec, pod)).job.spec).map(({ containers, shares }) =>
    [...containers, ...shares.map(({ outcome, codes }) => `${outcome} ${IntervalSet.format(codes)}`)].join(
      "; "
    )
  )
}

const on = (
  action: PodFailurePolicyRule["action"],
  operator: "In" | "NotIn",
  values: ReadonlyArray<number>,
  containerName?: string
): PodFailurePolicyRule => ({
  action,
  onExitCodes: { operator, values, ...(containerName === undefined ? {} : { containerName }) }
})

const twoContainers = {
  containers: [
    { name: "main", image: "busybox" },
    { name: "side", image: "busybox" }
  ]
}

describe("exit codes", () => {
  it("without a policy are not told apart", () => expect(told(undefined)).toEqual([]))

  it("go to the first rule that matches, the others to none (JC-113, JC-115)", () => {
    expect(told([on("FailJob", "In", [42, 43]), on("Ignore", "In", [43, 137])])).toEqual([
      "FailJob 42,43; Ignore 137; NoRule 1-41,44-136,138-255"
    ])
  })

  it("all match a rule that excludes 0 (JC-115)", () => {
    expect(told([on("Count", "NotIn", [0])])).toEqual(["Count 1-255"])
  })

  it("of a container match the rules that name it (JC-116)", () => {
    expect(told([on("FailJob", "In", [3], "side")], twoContainers)).toEqual([
      "main; NoRule 1-255",
      "side; FailJob 3; NoRule 1,2,4-255"
    ])
  })

  it("after which the container runs again never come to the policy (LC-2)", () => {
    const rule = { action: "Restart", exitCodes: { operator: "In", values: [7] } }
    const main = { name: "main", image: "busybox", restartPolicy: "Never", restartPolicyRules: [rule] }
    expect(told([on("FailJob", "In", [7, 8])], { containers: [main] })).toEqual([
      "FailJob 8; Restart 7; NoRule 1-6,9-255"
    ])
  })
})
