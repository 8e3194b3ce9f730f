/**
 * What a Pod does in a world nobody knows: how long it runs, whether it fails and with what, whether it is ended from
 * outside, and how long it takes to end.
 */
import * as Disruption from "../../domain/check/Disruption.ts"
import type { JobSpec } from "../../domain/manifest/JobSchema.ts"
import * as RestartPolicy from "../../domain/pod/RestartPolicy.ts"
import type * as Scenario from "../simulation/Scenario.ts"
import * as Assumptions from "./Assumptions.ts"
import * as FailureCodes from "./FailureCodes.ts"
import * as Random from "./Random.ts"

export interface RandomPod {
  readonly rule: Scenario.Rule
  /** It is asked to terminate so many milliseconds after its creation. */
  readonly askedAfter: number | undefined
}

const sigterm = 143

/** How its runs end: a failure is followed by other runs where its container restarts in place. */
const ending = (
  { template }: JobSpec,
  codes: ReadonlyArray<number>,
  failureRate: number,
  random: Random.Random
): Scenario.Rule => {
  const failures = Random.timesInARow(random, failureRate)
  const exitCode = Random.pick(random, codes) ?? 1
  const [first] = template.spec.containers
  if (failures === 0) return { exitCode: 0 }
  return first !== undefined && RestartPolicy.wouldRestart(template.spec, first, exitCode)
    ? { exitCode: 0, restarts: failures }
    : { exitCode }
}

/**
 * Half of those that are ended from outside are asked to terminate, as by an eviction or a drained node; the others
 * fail on the spot, as by their kubelet.
 */
const disrupted = (runFor: number, terminationTakes: number, random: Random.Random): RandomPod => {
  const after = Math.floor(random() * runFor)
  const isAsked = random() < 1 / 2
  const end = { exitCode: sigterm, conditions: [Disruption.condition] }
  return isAsked
    ? {
        rule: { ...end, runFor: after + terminationTakes, terminationTakes: terminationTakes + 1 },
        askedAfter: Assumptions.startMillis + after
      }
    : { rule: { ...end, runFor: after, terminationTakes }, askedAfter: undefined }
}

/** Draws Pods of a Job. */
export const drawing = (
  spec: JobSpec,
  { runMillisMin, runMillisMax, podFailureRate, disruptionRate }: Assumptions.Assumptions
): ((random: Random.Random) => RandomPod) => {
  const codes = FailureCodes.of(spec)
  const terminationMax = Assumptions.terminationMillisMax(spec)
  return (random) => {
    const runFor = Random.logUniform(random, runMillisMin, runMillisMax)
    const terminationTakes = Math.floor(random() * terminationMax)
    if (random() < disruptionRate) return disrupted(runFor, terminationTakes, random)
    const rule = { ...ending(spec, codes, podFailureRate, random), runFor, terminationTakes }
    return { rule, askedAfter: undefined }
  }
}
