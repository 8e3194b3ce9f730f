/** What the API shows of init containers and sidecars. */
import { assert, describe, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as PodHistory from "../../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../../src/domain/projection/PodObject.ts"
import { given } from "../Given.ts"
import {
  at,
  containerEnds,
  containerStarts,
  fact,
  job,
  podIsEvicted,
  type PodFields,
  type Story
} from "../Told.ts"

const image = "busybox"
const first = { name: "first", image: "first:1" }
const beside = { name: "beside", image, restartPolicy: "Always" }

const slot = fact({ _tag: "SlotGranted", ordinal: 0 })
const scheduled = (pod: PodFields = {}) => [
  job({}, { initContainers: [first, beside], ...pod }),
  ...at(1, slot)
]
const initialized = [
  ...scheduled(),
  ...at(2, containerStarts(0, "first")),
  ...at(3, containerEnds(0, "first", 0)),
  ...at(4, containerStarts(0, "beside"))
]
const running = [...initialized, ...at(5, containerStarts(0, "main"))]

const podOf = (...story: ReadonlyArray<Story>) => {
  const { job: state, events } = given(...story)
  const pod = OrdinalMap.get(events.reduce(PodHistory.evolve, PodHistory.initialState).pods, 0)
  return pod === undefined ? assert.fail("there is no Pod") : PodObject.of(state, pod)
}

const statusOf = (...story: ReadonlyArray<Story>) => podOf(...story).status

const conditionOf = (type: string, ...story: ReadonlyArray<Story>) => {
  const { lastProbeTime: _, ...condition } =
    statusOf(...story).conditions?.find((one) => one.type === type) ?? assert.fail(`no ${type}`)
  return condition
}

describe("the statuses of init containers (LC-10)", () => {
  it("stand in the order of the manifest, beside those of the containers", () => {
    const { initContainerStatuses = [], containerStatuses = [] } = statusOf(...running)
    assert.deepStrictEqual(
      initContainerStatuses.map((one) => [one.name, one.image, Object.keys(one.state)]),
      [
        ["first", "first:1", ["terminated"]],
        ["beside", image, ["running"]]
      ]
    )
    assert.lengthOf(containerStatuses, 1)
  })

  it("are none where there are none", () =>
    assert.notProperty(statusOf(job(), at(1, slot)), "initContainerStatuses"))

  it("let all containers wait for the start of the Pod (LC-11)", () => {
    const { initContainerStatuses = [], containerStatuses = [] } = statusOf(...scheduled())
    for (const { state } of [...initContainerStatuses, ...containerStatuses])
      assert.deepStrictEqual(state, { waiting: { reason: "PodInitializing" } })
  })

  it("are ready when they ended with 0; a sidecar is ready while it runs (LC-17)", () => {
    const ready = (...story: ReadonlyArray<Story>) =>
      statusOf(...story).initContainerStatuses?.map((one) => one.ready)
    assert.deepStrictEqual(ready(...scheduled(), ...at(2, containerStarts(0, "first"))), [false, false])
    assert.deepStrictEqual(ready(...running), [true, true])
    assert.deepStrictEqual(ready(...scheduled(), ...at(2, containerEnds(0, "first", 128))), [false, false])
  })

  it("show how a sidecar ended that waited for its next run when the Pod was over", () => {
    const [, shown] =
      statusOf(
        ...running,
        ...at(6, containerEnds(0, "beside", 1), containerStarts(0, "beside", 1)),
        ...at(7, containerEnds(0, "beside", 1, 1), containerEnds(0, "main", 0))
      ).initContainerStatuses ?? []
    assert.deepInclude(shown, { restartCount: 1, ready: false })
    assert.strictEqual(shown?.state.terminated?.exitCode, 1)
  })
})

describe("the spec of a Pod", () => {
  it("tells init containers their index (LC-66)", () => {
    const indexed = job({ completions: 1, completionMode: "Indexed" }, { initContainers: [first] })
    const names = podOf(indexed).spec.initContainers?.flatMap(({ env = [] }) => env.map(({ name }) => name))
    assert.deepStrictEqual(names, ["JOB_COMPLETION_INDEX"])
  })
})

describe("the conditions of a Pod (LC-88)", () => {
  it("tell that it is not initialized, and what is incomplete", () => {
    assert.deepStrictEqual(conditionOf("Initialized", ...scheduled()), {
      type: "Initialized",
      status: "False",
      lastTransitionTime: "2026-01-01T00:00:01Z",
      reason: "ContainersNotInitialized",
      message: "containers with incomplete status: [first beside]"
    })
    const half = [
      ...scheduled(),
      ...at(2, containerStarts(0, "first")),
      ...at(3, containerEnds(0, "first", 0))
    ]
    assert.include(conditionOf("Initialized", ...half), {
      message: "containers with incomplete status: [beside]"
    })
  })

  it("tell since when it is, whatever becomes of its sidecars", () => {
    const since = { type: "Initialized", status: "True", lastTransitionTime: "2026-01-01T00:00:04Z" }
    assert.deepStrictEqual(conditionOf("Initialized", ...initialized), since)
    assert.deepStrictEqual(
      conditionOf("Initialized", ...running, ...at(6, containerEnds(0, "beside", 1))),
      since
    )
  })

  it("miss a sidecar that is not ready like a container", () =>
    assert.include(conditionOf("Ready", ...running, ...at(6, containerEnds(0, "beside", 1))), {
      reason: "ContainersNotReady",
      message: "containers with unready status: [beside]",
      lastTransitionTime: "2026-01-01T00:00:06Z"
    }))

  it("tell that it failed before it was ready, since it got its place", () => {
    const failed = [
      ...scheduled(),
      ...at(2, containerStarts(0, "first")),
      ...at(9, containerEnds(0, "first", 3))
    ]
    assert.include(conditionOf("Ready", ...failed), {
      reason: "PodFailed",
      lastTransitionTime: "2026-01-01T00:00:01Z"
    })
    assert.include(conditionOf("Initialized", ...failed), { status: "False" })
  })
})

describe("the reason of a Pod", () => {
  it("is told with a message where its kubelet has one (LC-53)", () => {
    const late = [
      job({}, { activeDeadlineSeconds: 5 }),
      ...at(1, slot),
      ...at(2, containerStarts(0, "main")),
      ...at(6, fact({ _tag: "PodDeadlineExceeded", ordinal: 0 }))
    ]
    assert.notProperty(statusOf(...late), "reason")
    assert.include(statusOf(...late, ...at(7, containerEnds(0, "main", 0))), {
      phase: "Failed",
      reason: "DeadlineExceeded",
      message: "Pod was active on the node longer than the specified deadline"
    })
  })

  it("of a disruption comes with its condition (LC-89)", () => {
    const reason = "EvictionByEvictionAPI"
    const eviction = fact({
      _tag: "PodEvicted",
      ordinal: 0,
      reason: "",
      conditions: [{ type: "DisruptionTarget", status: "True", reason, message: "Eviction API: evicting" }],
      exitCode: 137,
      containerReason: "Error",
      finishedAt: 0
    })
    assert.include(conditionOf("DisruptionTarget", ...running, ...at(6, eviction)), {
      status: "True",
      reason,
      message: "Eviction API: evicting"
    })
  })
})

describe("a Pod that is evicted (TR-13)", () => {
  const codes = (...story: ReadonlyArray<Story>) => {
    const { initContainerStatuses = [], containerStatuses = [] } = statusOf(...story)
    return [...initContainerStatuses, ...containerStatuses].map(
      ({ name, state }) => `${name} ${state.terminated?.exitCode ?? "waits"}`
    )
  }

  it("while it starts ends its init container with the code, and no container", () => {
    const starting = [...scheduled(), ...at(2, containerStarts(0, "first"))]
    assert.deepStrictEqual(codes(...starting, ...at(3, podIsEvicted(0))), [
      "first 137",
      "beside waits",
      "main waits"
    ])
  })

  it("while it runs ends its first container with the code, and its sidecars with 0", () =>
    assert.deepStrictEqual(codes(...running, ...at(6, podIsEvicted(0))), ["first 0", "beside 0", "main 137"]))
})
