/**
 * Plays a scenario in virtual time, to the end (TR-1 to TR-28). Two plays of one scenario give the same answer.
 */
import * as Result from "effect/Result"
import * as Admission from "../../domain/command/Admission.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as FieldError from "../../domain/manifest/FieldError.ts"
import type * as Answer from "./Answer.ts"
import type { Disturbance } from "./Disturbance.ts"
import * as Recorder from "./Recorder.ts"
import * as Scenario from "./Scenario.ts"
import * as ScenarioUid from "./ScenarioUid.ts"
import * as Session from "./Session.ts"

/** TR-6. */
const generatedSuffix = "00000"

const underManifest = ({ errors }: Admission.InvalidJob): Scenario.InvalidScenario =>
  Scenario.invalid(errors.map((error) => ({ ...error, path: `manifest.${error.path}` })))

/** The last instant of a play, in epoch milliseconds (TR-5). */
export const endOf = (scenario: Scenario.Scenario): number =>
  scenario.until === undefined ? Number.MAX_SAFE_INTEGER : Scenario.startOf(scenario) + scenario.until

/** Creates the Job and decides its first instant; `Session.step` plays on. Fails where the manifest is refused. */
export const start = (
  scenario: Scenario.Scenario,
  observer: Session.Observer,
  disturbance?: Disturbance
): Result.Result<Session.Session, Scenario.InvalidScenario> => {
  const at = Scenario.startOf(scenario)
  const created = Admission.createJob({
    _tag: "CreateJob",
    at,
    uid: ScenarioUid.of(scenario),
    generatedSuffix,
    manifest: scenario.manifest
  })
  return Result.map(Result.mapError(created, underManifest), (fact) => {
    const session = Session.make(scenario, at, observer, disturbance)
    Session.create(session, fact, at)
    return session
  })
}

/** What ends has ended by then: no Job of Kubernetes' sizes needs as many events over as long a time. */
const longMillis = 10 * 365 * 86_400_000
const manyEvents = 1_000_000

/** Whether a play without `until` has become endless, as Pods that fail for ever and are replaced for ever make it. */
export const isEndless = (scenario: Scenario.Scenario, { at, resourceVersion }: Job): boolean =>
  scenario.until === undefined && resourceVersion > manyEvents && at - Scenario.startOf(scenario) > longMillis

export const endless: Scenario.InvalidScenario = Scenario.invalid([
  FieldError.required("until", "this goes on for ever: ten years have been played, and there is no end of it")
])

/** Plays until nothing more can happen, or past `until`, undisturbed or not; gives the Job as it is then. */
export const run = (
  scenario: Scenario.Scenario,
  observer: Session.Observer,
  disturbance?: Disturbance
): Result.Result<Job, Scenario.InvalidScenario> =>
  Result.flatMap(start(scenario, observer, disturbance), (session) => {
    const end = endOf(scenario)
    while (Session.step(session, end)) if (isEndless(scenario, session.job)) return Result.fail(endless)
    return Result.succeed(session.job)
  })

/** The answer to a scenario, with Pods named as generated or by their ordinals (TR-28). */
export const answer = (
  scenario: Scenario.Scenario,
  names: Recorder.Names
): Result.Result<Answer.Answer, Scenario.InvalidScenario> => {
  const recorder = Recorder.make(names)
  return Result.map(run(scenario, Recorder.observer(recorder)), () => Recorder.answer(recorder))
}
