import { describe, expect, it } from "vitest"
import * as Condition from "../../../src/domain/job/Condition.ts"
import * as JobStatus from "../../../src/domain/projection/JobStatus.ts"
import * as Clock from "../Clock.ts"
import { given, type Outcome } from "../Given.ts"
import { at, changes, isResumed, isSuspended, job, podEnds, podRuns, timeIsUp } from "../Told.ts"

const foo = { reason: "foo", message: "" }
const bar = { reason: "bar", message: "" }
const suspended = Condition.make("Suspended", "True", Clock.instant(1), foo)
const resumed = Condition.make("Suspended", "False", Clock.instant(2), foo)

describe("the conditions of a Job", () => {
  it("get a new one at their end (JC-28, EC-01)", () => {
    const target = Condition.make("FailureTarget", "True", 0, bar)
    expect(Condition.ensure([], suspended)).toEqual([suspended])
    expect(Condition.ensure([suspended], target)).toEqual([suspended, target])
  })

  it.each([
    ["EC-03", suspended, Condition.make("Suspended", "True", Clock.instant(2), bar)],
    ["EC-04", suspended, resumed],
    ["EC-05", resumed, suspended]
  ])("have one of a type replaced in its place (JC-28, %s)", (_, before, wanted) => {
    const other = Condition.make("SuccessCriteriaMet", "True", 0, foo)
    expect(Condition.ensure([before, other], wanted)).toEqual([wanted, other])
  })

  it("are true or not, or not there", () => {
    expect(Condition.isTrue([suspended], "Suspended")).toBe(true)
    expect(Condition.isTrue([resumed], "Suspended")).toBe(false)
    expect(Condition.isTrue([], "Suspended")).toBe(false)
    expect(Condition.find([suspended], "Failed")).toBeUndefined()
  })

  it("keep whole seconds (TR-2)", () => {
    expect(Condition.make("Suspended", "True", Clock.instant(1.9), foo).transitionAt).toBe(Clock.instant(1))
  })
})

describe("a condition has the reason and message that Kubernetes gives it (JC-26, AJ-141)", () => {
  const words = (story: Outcome) =>
    (JobStatus.of(story.job).conditions ?? []).map(
      ({ type, status, reason, message }) => `${type}=${status} ${reason}: ${message}`
    )

  it("BackoffLimitExceeded", () =>
    expect(words(given(job({ backoffLimit: 0 }), podRuns(0), podEnds(0, 1)))).toEqual([
      "FailureTarget=True BackoffLimitExceeded: Job has reached the specified backoff limit",
      "Failed=True BackoffLimitExceeded: Job has reached the specified backoff limit"
    ]))

  it("DeadlineExceeded", () =>
    expect(words(given(job({ activeDeadlineSeconds: 5 }), at(5, timeIsUp("deadline"))))).toEqual([
      "FailureTarget=True DeadlineExceeded: Job was active longer than specified deadline",
      "Failed=True DeadlineExceeded: Job was active longer than specified deadline"
    ]))

  it("CompletionsReached", () =>
    expect(words(given(job(), podRuns(0), podEnds(0, 0)))).toEqual([
      "SuccessCriteriaMet=True CompletionsReached: Reached expected number of succeeded pods",
      "Complete=True CompletionsReached: Reached expected number of succeeded pods"
    ]))

  it("JobSuspended and JobResumed", () => {
    expect(words(given(job(), at(1, isSuspended)))).toEqual(["Suspended=True JobSuspended: Job suspended"])
    expect(words(given(job(), at(1, isSuspended), at(2, isResumed)))).toEqual([
      "Suspended=False JobResumed: Job resumed"
    ])
  })
})

it("a verdict is appended behind what is there, before the end it leads to (JC-29)", () => {
  const story = [job(), ...at(1, isSuspended), ...at(2, isResumed), ...at(2, podRuns(1))]
  expect(given(...story, at(5, podEnds(1, 0))).conditions).toEqual([
    "Suspended=False",
    "SuccessCriteriaMet",
    "Complete"
  ])
  const failing = given(...story, at(3, changes({ backoffLimit: 0 })), at(5, podEnds(1, 1)))
  expect(failing.conditions).toEqual(["Suspended=False", "FailureTarget", "Failed"])
})

it("a changed condition has the time of the change, for probe and transition (JC-27)", () => {
  const story = given(job(), at(1, isSuspended), at(7, isResumed), at(9, changes({ parallelism: 2 })))
  expect(story.status.conditions).toEqual([
    expect.objectContaining({
      lastProbeTime: "2026-01-01T00:00:07Z",
      lastTransitionTime: "2026-01-01T00:00:07Z"
    })
  ])
})
