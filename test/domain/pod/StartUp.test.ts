import { describe, expect, it } from "vitest"
import * as Intents from "../../../src/domain/projection/Intents.ts"
import { given } from "../Given.ts"
import {
  backoff,
  containerIsToRestart,
  jobCompletes,
  jobIsToComplete,
  podCounts,
  podFails,
  podIsReady,
  podStarts,
  podSucceeds,
  podTerminates
} from "../Said.ts"
import { at, containerEnds, containerStarts, fact, job, podIsDeleted, type Story } from "../Told.ts"

const image = "busybox"
const first = { name: "first", image }
const second = { name: "second", image }
const sidecar = { name: "beside", image, restartPolicy: "Always" }

const granted = fact({ _tag: "SlotGranted", ordinal: 0 })

/** A Job whose Pod has these init containers, and is scheduled. */
const withInit = (initContainers: ReadonlyArray<object>, pod: object = {}) => [
  job({}, { initContainers, ...pod }),
  granted
]

const starts = (container: string, attempt = 0) => containerStarts(0, container, attempt)
const ends = (container: string, exitCode = 0, attempt = 0) => containerEnds(0, container, exitCode, attempt)

/** The containers that may begin. */
const mayBegin = (...story: ReadonlyArray<Story>) =>
  Intents.of(given(...story).job).flatMap((intent) =>
    intent._tag === "StartContainer" ? [`${intent.container}/${intent.attempt}`] : []
  )

describe("init containers (LC-40)", () => {
  const pod = withInit([first, second])

  it("begin one behind the other, then the containers", () => {
    expect(mayBegin(...pod)).toEqual(["first/0"])
    expect(mayBegin(...pod, starts("first"))).toEqual([])
    expect(mayBegin(...pod, starts("first"), ends("first"))).toEqual(["second/0"])
    const done = [...pod, starts("first"), ends("first"), starts("second"), ends("second")]
    expect(mayBegin(...done)).toEqual(["main/0"])
    expect(mayBegin(...done, starts("main"))).toEqual([])
  })

  it("are not overtaken: what is told of a container whose turn has not come is no news", () => {
    given(...pod)
      .when(starts("main"))
      .changesNothing()
    given(...pod)
      .when(starts("second"))
      .changesNothing()
    given(...pod)
      .when(ends("main", 128))
      .changesNothing()
  })

  it("leave the Pod Pending until the containers run (LC-3)", () => {
    given(...pod)
      .when(starts("first"), ends("first"), starts("second"))
      .decides()
    given(...pod, starts("first"), ends("first"), starts("second"), ends("second"))
      .when(starts("main"))
      .decides(podStarts(0))
  })

  it("do not run again when containers do (LC-44)", () => {
    const running = [
      ...withInit([first], { restartPolicy: "OnFailure" }),
      starts("first"),
      ends("first"),
      starts("main")
    ]
    expect(mayBegin(...running, at(2, ends("main", 1)))).toEqual(["main/1"])
  })

  it("share their restarts with the Job (JC-105)", () => {
    const { job: now } = given(
      ...withInit([first], { restartPolicy: "OnFailure" }),
      starts("first"),
      ends("first", 1),
      starts("first", 1)
    )
    expect(now.podSet.tally.restarts).toBe(1)
  })
})

describe("an init container that fails (LC-41)", () => {
  it("fails its Pod under restartPolicy Never, which ended when it was scheduled (JC-100)", () => {
    given(...withInit([first, second]), at(2, starts("first")))
      .when(at(5, ends("first", 3)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 0, 10))
  })

  it("runs again with back-off under OnFailure (LC-35)", () => {
    const pod = withInit([first], { restartPolicy: "OnFailure" })
    given(...pod, starts("first"))
      .when(at(2, ends("first", 3)))
      .decides(containerIsToRestart(0, 1, 2, "first"))
    given(...pod, starts("first"), ends("first", 3), starts("first", 1))
      .when(at(2, ends("first", 3, 1)))
      .decides(containerIsToRestart(0, 2, 12, "first"))
  })

  it("goes by its own policy and rules, whatever the Pod's are (LC-2, LC-36)", () => {
    const rules = [{ action: "Restart", exitCodes: { operator: "In", values: [3] } }]
    const own = { ...first, restartPolicy: "Never", restartPolicyRules: rules }
    given(...withInit([own]), starts("first"))
      .when(at(2, ends("first", 3)))
      .decides(containerIsToRestart(0, 1, 2, "first"))
    given(...withInit([own], { restartPolicy: "OnFailure" }), starts("first"))
      .when(at(2, ends("first", 4)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 0, 10))
  })

  it("does not run again after 0, whatever its policy is", () => {
    const again = { ...first, restartPolicy: "OnFailure", restartPolicyRules: [notIn(5)] }
    expect(mayBegin(...withInit([again]), starts("first"), ends("first"))).toEqual(["main/0"])
  })
})

const notIn = (...values: ReadonlyArray<number>) => ({
  action: "Restart",
  exitCodes: { operator: "NotIn", values }
})

describe("a sidecar (LC-42)", () => {
  const pod = withInit([sidecar, first])
  const running = [...pod, starts("beside"), starts("first"), ends("first"), starts("main")]

  it("lets pass what comes behind it once it has started", () => {
    expect(mayBegin(...pod)).toEqual(["beside/0"])
    expect(mayBegin(...pod, starts("beside"))).toEqual(["first/0"])
    expect(mayBegin(...pod, ends("beside", 128))).toEqual(["beside/1"])
  })

  it("holds nothing up any more when it ends before the others begin", () => {
    expect(mayBegin(...pod, starts("beside"), ends("beside", 1))).toEqual(["beside/1", "first/0"])
  })

  it("runs again whatever it ends with, and the Pod is not ready meanwhile", () => {
    for (const code of [0, 1])
      given(...running)
        .when(at(3, ends("beside", code)))
        .decides(containerIsToRestart(0, 1, 3, "beside"), podIsReady(0, false))
  })

  it("does not hold the Job: it is ended when the containers are done (LC-43)", () => {
    given(...running)
      .when(at(3, ends("main")))
      .decides(podTerminates(0), podIsReady(0, false))
    given(...running, at(3, ends("main")))
      .when(at(4, ends("beside", 143)))
      .decides(podSucceeds(0), podCounts(0, "Succeeded"), jobIsToComplete, jobCompletes)
  })

  it("does not count with its exit code, and the Pod ends with it (LC-4, JC-100)", () => {
    given(...running, at(3, ends("main", 1)))
      .when(at(7, ends("beside", 0)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 7, 17))
  })

  it("is not waited for between two of its runs", () => {
    given(...running, at(2, ends("beside", 1)), starts("beside", 1), at(3, ends("beside", 1, 1)))
      .when(at(4, ends("main")))
      .decides(podSucceeds(0), podCounts(0, "Succeeded"), jobIsToComplete, jobCompletes)
  })

  it("is ended, too, when an init container behind it fails, and tells of the Pod's end (LC-41, JC-101)", () => {
    given(...pod, starts("beside"), starts("first"))
      .when(at(3, ends("first", 1)))
      .decides(podTerminates(0))
    given(...pod, starts("beside"), starts("first"), at(3, ends("first", 1)))
      .when(at(4, ends("beside", 143)))
      .decides(podFails(0), podCounts(0, "Failed"), backoff(1, 4, 14))
  })

  it("goes on while a container runs again in place", () => {
    given(
      ...withInit([sidecar], { restartPolicy: "OnFailure" }),
      starts("beside"),
      starts("main"),
      at(2, ends("main", 1))
    )
      .when(at(3, ends("beside", 0)))
      .decides(containerIsToRestart(0, 1, 3, "beside"))
  })
})

describe("a Pod that is deleted while it starts (LC-6, LC-55)", () => {
  const pod = [...withInit([sidecar, first]), starts("beside"), starts("first"), at(5, podIsDeleted(0))]

  it("has failed when what ran has ended; what had not begun is not waited for", () => {
    const { job: now } = given(...pod, at(6, ends("first", 143)), at(7, ends("beside", 143)))
    expect(now.podSet.tally.terminating).toBe(0)
  })

  it("does not run again", () => {
    expect(mayBegin(...pod, at(6, ends("first", 143)))).toEqual([])
  })
})
