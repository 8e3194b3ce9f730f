import { assert, describe, it } from "vitest"
import * as RestartPolicy from "../../../src/domain/pod/RestartPolicy.ts"

const rule = (operator: string, ...values: ReadonlyArray<number>) => ({
  action: "Restart",
  exitCodes: { operator, values }
})

const restartsAfter = (
  codes: ReadonlyArray<number>,
  restartPolicy: string,
  container: Parameters<typeof RestartPolicy.wouldRestart>[1] = {}
) => codes.filter((code) => RestartPolicy.wouldRestart({ restartPolicy }, container, code))

describe("a container restarts (LC-2)", () => {
  it.each([
    ["Never", []],
    ["OnFailure", [1, 42]],
    ["Always", [0, 1, 42]]
  ])("as its Pod says: %s after %j", (policy, codes) =>
    assert.deepStrictEqual(restartsAfter([0, 1, 42], policy), codes)
  )

  it.each([
    ["Never", []],
    ["OnFailure", [1, 42]],
    ["Always", [0, 1, 42]]
  ])("as it says itself, whatever its Pod says: %s after %j", (restartPolicy, codes) => {
    for (const policy of ["Never", "OnFailure"])
      assert.deepStrictEqual(restartsAfter([0, 1, 42], policy, { restartPolicy }), codes)
  })

  it("after a code that one of its rules is for (LC-36)", () => {
    const container = { restartPolicy: "Never", restartPolicyRules: [rule("In", 7), rule("NotIn", 0, 1)] }
    assert.deepStrictEqual(restartsAfter([0, 1, 7, 42], "Never", container), [7, 42])
  })

  it("and its rules are read only where it has a policy of its own", () =>
    assert.deepStrictEqual(restartsAfter([7], "Never", { restartPolicyRules: [rule("In", 7)] }), []))

  it("and a rule without codes, or of another operator, is for none", () => {
    const container = { restartPolicy: "Never", restartPolicyRules: [{ action: "Restart" }, rule("Like", 7)] }
    assert.deepStrictEqual(restartsAfter([0, 7], "Never", container), [])
  })
})
