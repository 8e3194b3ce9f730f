/**
 * Liveness, in the manner of eventually stable reconciliation: once users, faults and Pods are done, a Job has come
 * to what its spec and its Pods' ends imply, and stays there.
 */
import * as Struct from "effect/Struct"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as OrdinalMap from "../../src/domain/data/OrdinalMap.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Pending from "../../src/domain/projection/Pending.ts"
import * as PodHistory from "../../src/domain/projection/PodHistory.ts"
import * as PodScript from "../../src/runtime/simulation/PodScript.ts"
import type { InitRule, Scenario } from "../../src/runtime/simulation/Scenario.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import { share } from "../Laws.ts"
import * as Played from "./Played.ts"

const { scenario, withoutFaults } = ScenarioArbitrary

type Members = Readonly<Record<string, unknown>>

/** As the Pod says; a sidecar stays one. */
const withoutPolicy = ({ name, image, restartPolicy }: Members): Members =>
  restartPolicy === "Always" && String(name).startsWith("init")
    ? { name, image, restartPolicy }
    : { name, image }

/** Every failure counts towards a limit of the Job. */
const ending = (manifest: Scenario["manifest"]): Scenario["manifest"] =>
  // The text of a manifest is changed into that of another.
  JSON.parse(
    JSON.stringify(manifest)
      .replaceAll('"Ignore"', '"Count"')
      .replaceAll('"backoffLimitPerIndex"', '"backoffLimit":5,"backoffLimitPerIndex"'),
    (name, value: unknown) =>
      name === "containers" || name === "initContainers"
        ? // Both are lists of containers.
          (value as ReadonlyArray<Members>).map(withoutPolicy)
        : value
  ) as Scenario["manifest"]

/** A sidecar that runs for ever ends with its Pod, and one that does not runs again. */
const withoutEnd = (rule: InitRule): InitRule => Struct.omit(rule, ["runFor"])

/** A world that ends by itself: nobody orphans a Pod that might restart for ever, and nobody stops watching. */
const isLeftAlone = ({ manifest, pods = [], commands = [], faults = [] }: Scenario): Scenario => ({
  manifest: ending(manifest),
  pods: pods.map(({ init = [], ...rule }) => ({ ...rule, init: init.map(withoutEnd) })),
  faults,
  commands: commands.map((command) =>
    "delete" in command ? { at: command.at, delete: { propagationPolicy: "Background" } } : command
  )
})

/** The Pods that never start, or do not end unless they are asked to. */
const endless = (story: Scenario, { events, job }: Played.Played): ReadonlyArray<number> => {
  const { pods } = events.reduce(PodHistory.evolve, PodHistory.initialState)
  return OrdinalMap.filter(job.podSet.pods, ({ ordinal, deletionAt }) => {
    const identity = OrdinalMap.get(pods, ordinal)
    const rule = identity === undefined ? undefined : PodScript.ruleFor(story.pods ?? [], identity)
    return deletionAt === undefined && (rule?.neverStarts === true || rule?.runFor === "forever")
  }).map(({ ordinal }) => ordinal)
}

const users = new Set<Pending.Pending["_tag"]>(["Resume", "Parallelism", "Finalizers", "Manager"])

describe("when nothing more can happen", () => {
  // Suspended, parallelism 0 and who is kept by a finalizer wait for a user; a Pod that never ends waits for its world.
  it("a Job has finished, is gone, or waits for somebody", () =>
    fc.assert(
      fc.property(scenario.map(isLeftAlone), (story) => {
        const played = Played.play(story)
        const { job } = played
        const never = endless(story, played)
        const waiting = Pending.of(job).filter((one) =>
          "ordinal" in one ? !never.includes(one.ordinal) : !users.has(one._tag)
        )
        assert.deepStrictEqual(waiting, [], "it waits for users, and Pods that never end")
        if (!Job.isReconciled(job) || job.spec.suspend) return
        assert.strictEqual(job.podSet.tally.active, never.length, "every active Pod is one that never ends")
        assert.strictEqual(job.podSet.tally.terminating, 0, "no Pod is terminating")
        assert.isUndefined(Job.verdict(job), "a verdict has become final")
      })
    ))

  it("all timers of a Job have rung", () =>
    fc.assert(
      fc.property(withoutFaults.map(isLeftAlone), (story) => {
        const { due } = Played.play(story).job
        assert.deepStrictEqual(due, Job.initialState.due)
      }),
      { numRuns: share(2) }
    ))
})
