import * as Struct from "effect/Struct"
import { assert, describe, expect, it } from "vitest"
import * as DescribePod from "../../../src/adapters/cli/kubectl/DescribePod.ts"
import * as PodRows from "../../../src/adapters/cli/kubectl/PodRows.ts"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as PodHistory from "../../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../../src/domain/projection/PodObject.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import * as Said from "../Said.ts"
import { at, job, podEnds, podRuns, type Story } from "../Told.ts"

const readinessGates = [{ conditionType: "example.com/gate" }, { conditionType: "other" }]
const gated = job({}, { readinessGates })

const shown = (...story: ReadonlyArray<Story>) => {
  const { events, job: now } = given(...story)
  const record = OrdinalMap.get(events.reduce(PodHistory.evolve, PodHistory.initialState).pods, 0)
  return record === undefined ? assert.fail("there is no Pod") : PodObject.of(now, record)
}

const conditions = (...story: ReadonlyArray<Story>) =>
  (shown(...story).status.conditions ?? [])
    .filter(({ type }) => type === "Ready" || type === "ContainersReady")
    .map((one) => Struct.omit(one, ["lastProbeTime"]))

describe("a Pod with readiness gates (LC-88)", () => {
  it("starts and is never Ready: nobody here sets the condition of a gate", () => {
    const story = given(gated).when(at(2, podRuns(0)))
    expect(story.events.filter(({ _tag }) => _tag === "PodStarted")).toMatchObject([{ ready: false }])
    expect(story.status).toMatchObject({ active: 1, ready: 0 })
    given(gated, podRuns(0))
      .when(at(4, podEnds(0, 0)))
      .decides(Said.podSucceeds(0), Said.podCounts(0, "Succeeded"), Said.jobIsToComplete, Said.jobCompletes)
  })

  it("says so, though its containers are ready", () => {
    expect(conditions(gated, at(2, podRuns(0)))).toEqual([
      {
        type: "Ready",
        status: "False",
        lastTransitionTime: "2026-01-01T00:00:02Z",
        reason: "ReadinessGatesNotReady",
        message:
          'corresponding condition of pod readiness gate "example.com/gate" does not exist., ' +
          'corresponding condition of pod readiness gate "other" does not exist.'
      },
      { type: "ContainersReady", status: "True", lastTransitionTime: "2026-01-01T00:00:02Z" }
    ])
    expect(conditions(gated, at(2, podRuns(0, { ready: false })))).toMatchObject([
      { status: "False", reason: "ContainersNotReady" },
      { status: "False", reason: "ContainersNotReady" }
    ])
    expect(conditions(gated, at(2, podRuns(0)), at(4, podEnds(0, 0)))).toMatchObject([
      { status: "False", reason: "PodCompleted" },
      { status: "False", reason: "PodCompleted", lastTransitionTime: "2026-01-01T00:00:04Z" }
    ])
  })

  it("is shown so by get and describe", () => {
    const pod = shown(gated, at(2, podRuns(0)))
    const now = Clock.instant(9)
    expect(PodRows.row(pod, now, true).at(-1)).toBe("0/2")
    expect(PodRows.row(shown(job(), podRuns(0)), now, true).at(-1)).toBe("<none>")
    expect(DescribePod.text(pod, [], now)).toMatch(
      /Readiness Gates:\n {2}Type +Status\n {2}example.com\/gate +<none> *\n {2}other +<none> *\nConditions:/
    )
  })
})
