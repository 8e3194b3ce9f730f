import { assert, describe, expect, it } from "vitest"
import * as PodSet from "../../../src/domain/job/PodSet.ts"
import type { PodFailurePolicyRule } from "../../../src/domain/manifest/PodFailurePolicySchema.ts"
import * as PodFailurePolicy from "../../../src/domain/policy/PodFailurePolicy.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import { backoff, jobFails, podCounts, podFails, podFailsByRule, podIsCreated, podIsLetGo } from "../Said.ts"
import {
  at,
  containerEnds,
  containerStarts,
  fact,
  job,
  podEnds,
  podIsEvicted,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const exits = (
  action: PodFailurePolicyRule["action"],
  values: ReadonlyArray<number>,
  operator: "In" | "NotIn" = "In"
): PodFailurePolicyRule => ({ action, onExitCodes: { operator, values } })

const disrupted = (action: PodFailurePolicyRule["action"]): PodFailurePolicyRule => ({
  action,
  onPodConditions: [{ type: "DisruptionTarget", status: "True" }]
})

const withRules = (...rules: ReadonlyArray<PodFailurePolicyRule>) => ({
  podFailurePolicy: { rules },
  podReplacementPolicy: "Failed" as const
})

describe("a rule", () => {
  const failed = given(job(), podRuns(0), at(5, podEnds(0, 3)))
  const ended = PodSet.get(given(job({ backoffLimit: 9 }), podRuns(0)).job.podSet, 0)
  const ruleOf = (exitCode: number, ...rules: ReadonlyArray<PodFailurePolicyRule>): number | undefined => {
    const [container] = ended?.containers ?? []
    if (ended === undefined || container === undefined) throw new Error("there is no Pod")
    return PodFailurePolicy.ruleOf(
      { ...failed.job.spec, ...withRules(...rules) },
      { ...ended, containers: [{ ...container, state: "Terminated", exitCode }] }
    )
  }

  it("matches a code that is listed, or under NotIn one that is not (JC-115)", () => {
    assert.strictEqual(ruleOf(3, exits("FailJob", [1, 3])), 0)
    assert.isUndefined(ruleOf(2, exits("FailJob", [1, 3])))
    assert.strictEqual(ruleOf(2, exits("FailJob", [1, 3], "NotIn")), 0)
    assert.isUndefined(ruleOf(3, exits("FailJob", [1, 3], "NotIn")))
  })

  it("never matches 0, not even by NotIn [0], which means any failure (JC-115)", () => {
    assert.isUndefined(ruleOf(0, exits("FailJob", [1], "NotIn")))
    assert.strictEqual(ruleOf(1, exits("FailJob", [0], "NotIn")), 0)
  })

  it("does not match what never ran (JC-115)", () => {
    const init = [{ name: "first", image: "busybox" }]
    given(
      job({ ...withRules(exits("FailJob", [1], "NotIn")) }, { initContainers: init }),
      fact({ _tag: "SlotGranted", ordinal: 0 })
    )
      .when(at(5, containerStarts(0, "first"), containerEnds(0, "first", 1)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 0, 10))
  })

  it("does not match what was removed and waits to run again (JC-115, LC-36)", () => {
    const restartAll = { action: "RestartAllContainers", exitCodes: { operator: "In", values: [42] } }
    const main = { name: "main", image: "busybox", restartPolicy: "Never", restartPolicyRules: [restartAll] }
    const setup = { name: "setup", image: "busybox" }
    given(
      job(withRules(exits("FailJob", [137])), { containers: [main], initContainers: [setup] }),
      fact({ _tag: "SlotGranted", ordinal: 0 }),
      containerStarts(0, "setup"),
      containerEnds(0, "setup", 0),
      containerStarts(0, "main"),
      at(5, containerEnds(0, "main", 42))
    )
      .when(at(6, podIsEvicted(0)))
      .decides(podFails(0, "Evicted"), podCounts(0, "Failed"), backoff(1, 5, 15))
  })

  it("decides when it is the first that matches (JC-113)", () =>
    assert.strictEqual(ruleOf(3, exits("Ignore", [4]), exits("Count", [3]), exits("FailJob", [3])), 1))

  it("is about one container where it names one (JC-116)", () => {
    const named = (containerName: string): PodFailurePolicyRule => ({
      action: "FailJob",
      onExitCodes: { containerName, operator: "In", values: [3] }
    })
    assert.strictEqual(ruleOf(3, named("main")), 0)
    assert.isUndefined(ruleOf(3, named("other")))
  })
})

describe("FailJob", () => {
  it("fails the Job, says which container of which Pod, and counts the failure (JC-118, JC-121)", () => {
    const story = given(job(withRules(exits("Ignore", [1]), exits("FailJob", [3]))), podRuns(0)).when(
      at(5, podEnds(0, 3))
    )
    expect(story.status).toMatchObject({ failed: 1 })
    expect(story.status.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
      ["FailureTarget", "PodFailurePolicy"],
      ["Failed", "PodFailurePolicy"]
    ])
    expect(story.status.conditions?.[0]?.message).toMatch(
      /^Container main for pod default\/demo-[a-z0-9]{5} failed with exit code 3 matching FailJob rule at index 1$/
    )
  })

  it("names the condition where that is what matches (JC-117, JC-121)", () => {
    const { status } = given(job(withRules(disrupted("FailJob"))), podRuns(0), at(5, podIsEvicted(0)))
    expect(status.conditions?.[0]?.message).toMatch(
      /^Pod default\/demo-[a-z0-9]{5} has condition DisruptionTarget matching FailJob rule at index 0$/
    )
  })

  it("names the first container and the first condition that fit (JC-115, JC-117)", () => {
    const containers = ["one", "two", "three"].map((name) => ({ name, image: "busybox" }))
    const story = given(job(withRules(exits("FailJob", [3])), { containers }), podRuns(0)).when(
      at(5, containerEnds(0, "one", 1), containerEnds(0, "three", 3), containerEnds(0, "two", 3))
    )
    expect(story.status.conditions?.[0]?.message).toContain("Container two for pod")
    const conditions = ["Ready", "DisruptionTarget", "ConfigIssue"].map((type) => ({ type, status: "True" }))
    const rule = { action: "FailJob", onPodConditions: conditions.toReversed().slice(0, 2) } as const
    const evicted = fact({
      _tag: "PodEvicted",
      ordinal: 0,
      reason: "Evicted",
      conditions,
      exitCode: 137,
      containerReason: "Error",
      finishedAt: Clock.instant(5)
    })
    const { status } = given(job(withRules(rule)), podRuns(0), at(5, evicted))
    expect(status.conditions?.[0]?.message).toContain("has condition DisruptionTarget")
  })

  it("comes before the back-off limit and the deadline (JC-57)", () => {
    const doomed = job({ ...withRules(exits("FailJob", [3])), backoffLimit: 0, activeDeadlineSeconds: 5 })
    const { status } = given(doomed, podRuns(0), at(5, podEnds(0, 3)))
    expect(status.conditions?.[0]?.reason).toBe("PodFailurePolicy")
  })
})

describe("Ignore", () => {
  it("does not count the failure, but waits for the back-off before the Pod is replaced (JC-97, JC-120)", () => {
    const spared = [job({ ...withRules(disrupted("Ignore")), backoffLimit: 0 }), podRuns(0)]
    const story = given(...spared).when(at(5, podIsEvicted(0)))
    story.decides(podFailsByRule(0, 0, "Evicted"), podIsLetGo(0), backoff(1, 5, 15))
    expect(story.status).not.toHaveProperty("failed")
    given(...spared, at(5, podIsEvicted(0)))
      .when(at(15, timeIsUp("backoff")))
      .decides(podIsCreated(1))
  })

  it("spares the Job no other failure (JC-54, JC-104)", () => {
    const { conditions } = given(
      job({ ...withRules(disrupted("Ignore")), backoffLimit: 0, parallelism: 2, completions: 2 }),
      podsRun(0, 1),
      at(5, podIsEvicted(0)),
      at(6, podEnds(1, 1))
    )
    expect(conditions).toEqual(["FailureTarget", "Failed"])
  })
})

describe("Count, and no rule that matches", () => {
  it.each([
    [[exits("Count", [1])], podFailsByRule(0, 0)],
    [[exits("Ignore", [2])], podFails(0)]
  ])("count the failure as without a policy (JC-113, JC-120): %j", (rules, fails) =>
    given(job({ ...withRules(...rules), backoffLimit: 0 }), podRuns(0))
      .when(at(5, podEnds(0, 1)))
      .decides(
        fails,
        { _tag: "FailureTargetSet", ...reason },
        podCounts(0, "Failed"),
        jobFails("BackoffLimitExceeded")
      )
  )
})

const reason = {
  reason: "BackoffLimitExceeded",
  message: "Job has reached the specified backoff limit"
}

it("a Pod that is ended from outside ends with its code in the first container that still runs (TR-12, TR-13)", () => {
  const containers = ["done", "main"].map((name) => ({ name, image: "busybox" }))
  const story = given(
    job(withRules(exits("FailJob", [137])), { containers }),
    podRuns(0),
    at(3, containerEnds(0, "done", 0)),
    at(5, podIsEvicted(0))
  )
  expect(story.status.conditions?.[0]?.message).toContain("Container main for pod")
})
