import { assert, describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as Intents from "../../../src/domain/projection/Intents.ts"
import * as PodHistory from "../../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../../src/domain/projection/PodObject.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import * as Said from "../Said.ts"
import { at, containerEnds, containerStarts, fact, job, podIsDeleted, type Story } from "../Told.ts"

const image = "busybox"
const rule = (action: string, ...values: ReadonlyArray<number>) => ({
  action,
  exitCodes: { operator: "In", values }
})
const over = (...values: ReadonlyArray<number>) => ({
  restartPolicy: "Never",
  restartPolicyRules: [rule("RestartAllContainers", ...values)]
})

const setup = { name: "setup", image }
const main = { name: "main", image, ...over(42) }
const helper = { name: "helper", image }

const granted = fact({ _tag: "SlotGranted", ordinal: 0 })
const starts = (container: string, attempt = 0) => containerStarts(0, container, attempt)
const ends = (container: string, exitCode = 0, attempt = 0) => containerEnds(0, container, exitCode, attempt)

/** A Job whose Pod has these containers. */
const pod = (fields: object, spec: object = {}) => [
  job({ backoffLimit: 0, ...spec }, { containers: [main, helper], ...fields }),
  granted
]

/** Set up, and all its containers run. */
const runs = [
  ...pod({ initContainers: [setup] }),
  starts("setup"),
  ends("setup"),
  starts("main"),
  starts("helper")
]

const intents = (...story: ReadonlyArray<Story>) =>
  Intents.of(given(...story).job).map((intent) =>
    "container" in intent ? `${intent._tag} ${intent.container}/${intent.attempt}` : intent._tag
  )

const shown = (...story: ReadonlyArray<Story>) => {
  const { events, job: now } = given(...story)
  const record = OrdinalMap.get(events.reduce(PodHistory.evolve, PodHistory.initialState).pods, 0)
  return record === undefined ? assert.fail("there is no Pod") : PodObject.of(now, record).status
}

describe("a container that ends with a code its rule RestartAllContainers is for (LC-36)", () => {
  it("has all others ended, without grace, and its Pod goes on", () => {
    const story = [...runs, ...at(5, ends("main", 42))]
    given(...runs)
      .when(at(5, ends("main", 42)))
      .decides(Said.podIsToStartOver(0, "main", 0, 5), Said.podIsReady(0, false))
    const instant = Clock.instant(5)
    expect(Intents.of(given(...story).job)).toEqual([
      { _tag: "StopContainer", ordinal: 0, container: "helper", attempt: 0, at: instant, killAt: instant }
    ])
    expect(given(...story).status).toMatchObject({ active: 1 })
  })

  it("has its Pod start over from the first init container, when the last of them has ended", () => {
    const story = [...runs, ...at(5, ends("main", 42))]
    given(...story)
      .when(at(6, ends("helper", 137)))
      .decides(Said.podStartsOver(0))
    const removed = [...story, ...at(6, ends("helper", 137))]
    expect(intents(...removed)).toEqual(["StartContainer setup/1"])
    const setUp = [...removed, starts("setup", 1)]
    expect(intents(...setUp)).toEqual([])
    given(...setUp)
      .when(ends("setup", 0, 1))
      .decides(Said.podStarts(0, false))
    const ready = [...setUp, ends("setup", 0, 1)]
    expect(intents(...ready)).toEqual(["StartContainer main/1", "StartContainer helper/1"])
    given(...ready, starts("main", 1))
      .when(starts("helper", 1))
      .decides(Said.podIsReady(0, true))
  })

  it("may be an init container, or a sidecar, or end with 0, or be the only one", () => {
    const beside = {
      name: "beside",
      image,
      restartPolicy: "Always",
      restartPolicyRules: [rule("RestartAllContainers", 88)]
    }
    const watched = [...pod({ initContainers: [beside, setup] }), starts("beside"), starts("setup")]
    given(...watched)
      .when(at(3, ends("beside", 88)))
      .decides(Said.podIsToStartOver(0, "beside", 0, 3))
    given(...pod({ initContainers: [{ ...setup, ...over(7) }] }), starts("setup"))
      .when(at(3, ends("setup", 7)))
      .decides(Said.podIsToStartOver(0, "setup", 0, 3), Said.podStartsOver(0))
    given(...pod({ containers: [{ name: "main", image, ...over(0) }] }), starts("main"))
      .when(at(3, ends("main", 0)))
      .decides(Said.podIsToStartOver(0, "main", 0, 3), Said.podStartsOver(0))
  })

  it("goes by the first rule that is for its code (LC-2)", () => {
    const rules = [rule("Restart", 1), rule("RestartAllContainers", 1, 2)]
    const both = { name: "main", image, restartPolicy: "Never", restartPolicyRules: rules }
    const story = [...pod({ containers: [both, helper] }), starts("main"), starts("helper")]
    given(...story)
      .when(at(3, ends("main", 1)))
      .decides(Said.containerIsToRestart(0, 1, 3), Said.podIsReady(0, false))
    given(...story)
      .when(at(3, ends("main", 2)))
      .decides(Said.podIsToStartOver(0, "main", 0, 3), Said.podIsReady(0, false))
  })

  it("restarts also what had ended for good, well or badly", () => {
    const story = [...runs, ends("helper", 1), ...at(5, ends("main", 42))]
    given(...runs, ends("helper", 1))
      .when(at(5, ends("main", 42)))
      .decides(Said.podIsToStartOver(0, "main", 0, 5), Said.podStartsOver(0))
    expect(given(...story).job.failed).toBe(0)
    expect(intents(...story)).toEqual(["StartContainer setup/1"])
  })

  it("waits for its own back-off from the second time on, when its turn comes (LC-31, LC-35)", () => {
    const alone = pod({ containers: [main] })
    const twice = [...alone, starts("main"), ends("main", 42), starts("main", 1)]
    given(...twice)
      .when(at(4, ends("main", 42, 1)))
      .decides(Said.podIsToStartOver(0, "main", 1, 14), Said.podStartsOver(0))
    expect(intents(...twice, ...at(4, ends("main", 42, 1)))).toEqual(["AwaitContainerBackoff main/2"])
  })

  it("calls off what was to begin", () => {
    const story = [...pod({}), starts("main"), ...at(2, ends("main", 42))]
    expect(intents(...story)).toEqual(["StopContainer helper/0"])
    given(...story)
      .when(ends("helper", 137))
      .decides(Said.podStartsOver(0), Said.podStarts(0, false))
  })

  it("is not one that its probe ended, where another run follows anyhow", () => {
    const unhealthy = fact({
      _tag: "ContainerUnhealthy",
      ordinal: 0,
      container: "main",
      attempt: 0,
      cause: "LivenessProbe"
    })
    const after = (restartPolicy: string) => {
      const livenessProbe = { exec: { command: ["true"] } }
      const containers = [{ ...main, ...over(143), restartPolicy, livenessProbe }]
      return given(...pod({ containers }), starts("main"), at(2, unhealthy)).when(at(3, ends("main", 143)))
    }
    after("OnFailure").decides(Said.containerIsToRestart(0, 1, 3), Said.podIsReady(0, false))
    after("Never").decides(Said.podIsToStartOver(0, "main", 0, 3), Said.podStartsOver(0))
  })

  it("starts nothing over in a Pod that is to end", () => {
    given(...runs, podIsDeleted(0))
      .when(ends("main", 42))
      .decides(Said.podIsReady(0, false))
    const asked = [...runs, ends("main", 42), podIsDeleted(0), ends("helper", 143)]
    expect(given(...asked).conditions).toContain("Failed")
  })

  it("counts as restarts of all of them, for a Pod that restarts on failure (JC-105)", () => {
    const story = [
      ...pod({ restartPolicy: "OnFailure" }, { backoffLimit: 1 }),
      starts("main"),
      starts("helper")
    ]
    expect(given(...story, ends("main", 42)).conditions).toEqual([])
    expect(given(...story, ends("main", 42), ends("helper", 137)).conditions).toContain("FailureTarget")
  })
})

describe("a Pod that starts over, as the API shows it (LC-36)", () => {
  const condition = (status: ReturnType<typeof shown>) =>
    status.conditions?.find(({ type }) => type === "AllContainersRestarting")
  const removed = {
    reason: "RestartingAllContainers",
    message: "The container is removed because RestartAllContainers in place"
  }
  const story = [...at(1, ...runs.flat()), ...at(5, ends("main", 42))]

  it("says so in a condition, which only Pods with such a rule have", () => {
    expect(condition(shown(...at(1, ...runs.flat())))).toMatchObject({ status: "False" })
    expect(condition(shown(...story))).toMatchObject({
      status: "True",
      lastTransitionTime: "2026-01-01T00:00:05Z",
      reason: "RestartAllContainersStarted",
      message: "container exited with restart policy rule"
    })
    const done = shown(...story, ...at(6, ends("helper", 137)))
    expect(condition(done)).toMatchObject({ status: "False", lastTransitionTime: "2026-01-01T00:00:06Z" })
    expect(condition(done)).not.toHaveProperty("reason")
    expect(condition(shown(...pod({ containers: [helper] })))).toBeUndefined()
  })

  it("has containers that wait, and have restarted", () => {
    const { phase, containerStatuses, initContainerStatuses } = shown(...story, ...at(6, ends("helper", 137)))
    expect(phase).toBe("Pending")
    for (const one of [...(initContainerStatuses ?? []), ...(containerStatuses ?? [])])
      expect(one).toMatchObject({
        ready: false,
        restartCount: 1,
        state: { waiting: removed },
        lastState: { terminated: { exitCode: 137, ...removed, startedAt: null, finishedAt: null } }
      })
  })

  it("is Running again, and remembers nothing of the runs before", () => {
    const again = [starts("setup", 1), ends("setup", 0, 1), starts("main", 1), starts("helper", 1)]
    const { phase, containerStatuses } = shown(...story, ...at(6, ends("helper", 137)), ...at(7, ...again))
    expect(phase).toBe("Running")
    for (const one of containerStatuses ?? [])
      expect(one).toMatchObject({
        restartCount: 1,
        state: { running: {} },
        lastState: { terminated: { exitCode: 137, ...removed } }
      })
  })

  it("says how it ended in the end", () => {
    const alone = [...pod({ containers: [main] }), starts("main"), ends("main", 42), starts("main", 1)]
    expect(condition(shown(...alone, ends("main", 0, 1)))).toMatchObject({ reason: "PodCompleted" })
    expect(condition(shown(...alone, ends("main", 1, 1)))).toMatchObject({ reason: "PodFailed" })
  })
})
