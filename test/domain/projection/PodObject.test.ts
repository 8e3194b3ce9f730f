import { assert, describe, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as PodHistory from "../../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../../src/domain/projection/PodObject.ts"
import { given } from "../Given.ts"
import {
  at,
  changesTemplate,
  containerEnds,
  containerRestarts,
  fact,
  isDeleted,
  isSuspended,
  job,
  podEnds,
  podIsDeleted,
  podIsEvicted,
  podRuns,
  type Story,
  uid
} from "../Told.ts"

/** The Pod created first, also when it is gone. */
const first = (...story: ReadonlyArray<Story>): PodObject.PodObject => {
  const { job: state, events } = given(...story)
  const pod = OrdinalMap.get(events.reduce(PodHistory.evolve, PodHistory.initialState).pods, 0)
  return pod === undefined ? assert.fail("there is no Pod") : PodObject.of(state, pod)
}

const status = (...story: ReadonlyArray<Story>) => first(...story).status
const container = (...story: ReadonlyArray<Story>) => status(...story).containerStatuses?.[0]

const conditions = (...story: ReadonlyArray<Story>) =>
  (status(...story).conditions ?? []).map(({ type, status: holds, reason }) => [type, holds, reason])

const slot = fact({ _tag: "SlotGranted", ordinal: 0 })
const onFailure = { restartPolicy: "OnFailure" }
const running = [job(), ...at(1, podRuns(0))]

describe("a Pod of a suspended Job", () => {
  it("stays what it was made from when the template changes (AJ-92)", () => {
    const { spec, metadata } = first(
      job({ completions: 2, parallelism: 1 }),
      ...at(1, podRuns(0)),
      at(2, podEnds(0, 0)),
      at(3, isSuspended),
      at(
        4,
        changesTemplate({ metadata: { labels: { later: "yes" } }, spec: { nodeSelector: { disk: "ssd" } } })
      )
    )
    assert.isUndefined(spec.nodeSelector)
    assert.notProperty(metadata.labels, "later")
  })
})

describe("the metadata of a Pod", () => {
  it("is what the Job controller writes (JC-4, JC-89, JC-90, LC-85, CL-30, AJ-142)", () => {
    const { metadata } = first(job())
    assert.deepInclude(metadata, {
      generateName: "demo-",
      namespace: "default",
      generation: 1,
      creationTimestamp: "2026-01-01T00:00:00Z",
      finalizers: ["batch.kubernetes.io/job-tracking"]
    })
    assert.deepStrictEqual(metadata.ownerReferences, [
      { apiVersion: "batch/v1", kind: "Job", name: "demo", uid, controller: true, blockOwnerDeletion: true }
    ])
    assert.isTrue(metadata.name.startsWith("demo-"))
    assert.isUndefined(metadata.annotations)
  })

  it("tells the index (JC-4, JC-91, LC-85, AJ-142)", () => {
    const { metadata, spec } = first(job({ completions: 2, completionMode: "Indexed" }))
    const key = "batch.kubernetes.io/job-completion-index"
    assert.strictEqual(metadata.generateName, "demo-0-")
    assert.deepStrictEqual([metadata.labels?.[key], metadata.annotations], ["0", { [key]: "0" }])
    assert.strictEqual(spec.hostname, "demo-0")
    assert.deepStrictEqual(spec.containers[0]?.env, [
      {
        name: "JOB_COMPLETION_INDEX",
        valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: `metadata.labels['${key}']` } }
      }
    ])
  })

  it("has no finalizer once the Job has let go of it (LC-57)", () =>
    assert.isUndefined(first(...running, at(3, podEnds(0, 0))).metadata.finalizers))

  it("tells when it will be killed (LC-50)", () => {
    const { metadata } = first(...running, at(3, podIsDeleted(0)))
    assert.strictEqual(metadata.deletionTimestamp, "2026-01-01T00:00:33Z")
    assert.strictEqual(metadata.deletionGracePeriodSeconds, 30)
    assert.strictEqual(metadata.generation, 2)
  })

  it("knows no grace for a Pod that never got its place, or is over (LC-50)", () => {
    assert.strictEqual(first(job(), at(3, podIsDeleted(0))).metadata.deletionGracePeriodSeconds, 0)
    const over = first(...running, at(3, podEnds(0, 0)), at(9, podIsDeleted(0)))
    assert.strictEqual(over.metadata.deletionTimestamp, "2026-01-01T00:00:09Z")
  })

  it("has no owner any more when it was orphaned (CL-43)", () =>
    assert.isUndefined(first(...running, at(3, isDeleted("Orphan"))).metadata.ownerReferences))
})

describe("the spec of a Pod", () => {
  it("is the template's, with what is only known of a Pod (AJ-70)", () => {
    const containers = [
      { name: "main", image: "b:1", resources: { limits: { cpu: "2", memory: "1" }, requests: { cpu: "1" } } }
    ]
    const { spec } = first(job({}, { containers }), at(1, slot))
    assert.include(spec, { nodeName: "localhost", serviceAccountName: "default", enableServiceLinks: true })
    assert.deepEqual<unknown>(spec.containers[0]?.resources["requests"], { cpu: "1", memory: "1" })
  })

  it("has no node before it has one", () => assert.isUndefined(first(job()).spec.nodeName))
})

describe("the status of a Pod", () => {
  it("is Pending and nothing else at first (LC-1)", () =>
    assert.deepStrictEqual<object>(status(job()), { phase: "Pending" }))

  it("has a start time once it has its place (LC-7), and waits for its containers (LC-11)", () => {
    const { startTime, phase, podIP } = status(job(), at(1, slot))
    assert.deepStrictEqual([startTime, phase, podIP], ["2026-01-01T00:00:01Z", "Pending", "127.0.0.1"])
    assert.deepInclude(container(job(), at(1, slot)) ?? {}, {
      state: { waiting: { reason: "ContainerCreating" } },
      ready: false,
      restartCount: 0
    })
  })

  it("runs and ends (LC-10)", () => {
    assert.deepStrictEqual<object | undefined>(container(...running), {
      name: "main",
      state: { running: { startedAt: "2026-01-01T00:00:01Z" } },
      lastState: {},
      ready: true,
      restartCount: 0,
      image: "busybox",
      imageID: "",
      started: true
    })
    assert.deepStrictEqual<object | undefined>(container(...running, at(4, podEnds(0, 3)))?.state, {
      terminated: {
        exitCode: 3,
        reason: "Error",
        startedAt: "2026-01-01T00:00:01Z",
        finishedAt: "2026-01-01T00:00:04Z"
      }
    })
  })

  it("shows the last run while it waits for the next one (LC-13, LC-32)", () => {
    const waits = [
      job({}, onFailure),
      ...at(1, podRuns(0)),
      ...at(2, podEnds(0, 3), containerRestarts(0)),
      ...at(4, podEnds(0, 4))
    ]
    const { metadata } = first(...waits)
    const shown = container(...waits)
    assert.deepStrictEqual<unknown>(shown?.state.waiting, {
      reason: "CrashLoopBackOff",
      message: `back-off 10s restarting failed container=main pod=${metadata.name}_default(${metadata.uid})`
    })
    assert.strictEqual(shown?.lastState.terminated?.exitCode, 4)
    assert.strictEqual(shown?.restartCount, 1)
    const again = container(...waits, at(14, containerRestarts(0)))
    assert.deepStrictEqual([again?.restartCount, again?.lastState.terminated?.exitCode], [2, 4])
  })

  it.each([
    [1, "10s"],
    [2, "20s"],
    [4, "1m20s"],
    [6, "5m0s"]
  ])("tells the back-off behind restart %i as Go does: %s (LC-31, LC-32)", (restarts, delay) => {
    // Each run but the first lasts a second; the first restart comes at once, the others wait.
    const runs = [
      [1, 2],
      [2, 3],
      [13, 14],
      [34, 35],
      [75, 76],
      [156, 157],
      [317, 318]
    ] as const
    const story = runs
      .slice(1, restarts + 1)
      .map(([begin, end]) => [...at(begin, containerRestarts(0)), ...at(end, podEnds(0, 1))])
    const begun = [job({ backoffLimit: 9 }, onFailure), ...at(1, podRuns(0)), ...at(2, podEnds(0, 1))]
    const shown = container(...begun, ...story)
    assert.strictEqual(shown?.restartCount, restarts)
    assert.include(shown?.state.waiting?.message, `back-off ${delay} restarting`)
  })

  it("counts no run that never began (LC-12, TR-15)", () => {
    const end = { ordinal: 0, container: "main", attempt: 2, exitCode: 143, reason: "Error" }
    const shown = container(
      job({}, onFailure),
      at(1, podRuns(0)),
      at(2, podEnds(0, 3), containerRestarts(0)),
      at(3, podEnds(0, 3)),
      at(4, podIsDeleted(0), fact({ _tag: "ContainerExited", ...end, finishedAt: 0 }))
    )
    assert.deepStrictEqual([shown?.restartCount, shown?.state.terminated?.startedAt], [1, null])
  })

  it("sorts containers by name (LC-10)", () => {
    const containers = ["b", "a"].map((name) => ({ name, image: `${name}:1` }))
    const shown = status(job({}, { containers }), at(1, podRuns(0)), at(2, containerEnds(0, "a", 0)))
    assert.deepStrictEqual(
      shown.containerStatuses?.map(({ name, image, ready }) => [name, image, ready]),
      [
        ["a", "a:1", false],
        ["b", "b:1", true]
      ]
    )
  })
})

describe("the conditions of a Pod (LC-88, LC-89)", () => {
  it("are five", () =>
    assert.deepStrictEqual(conditions(...running), [
      ["PodReadyToStartContainers", "True", undefined],
      ["Initialized", "True", undefined],
      ["Ready", "True", undefined],
      ["ContainersReady", "True", undefined],
      ["PodScheduled", "True", undefined]
    ]))

  it("tell which containers are not ready", () => {
    const shown = status(job(), at(1, podRuns(0, { ready: false }))).conditions
    assert.deepInclude(shown?.find(({ type }) => type === "Ready") ?? {}, {
      status: "False",
      reason: "ContainersNotReady",
      message: "containers with unready status: [main]"
    })
  })

  it.each([
    [0, "PodCompleted"],
    [1, "PodFailed"]
  ])("of a Pod that is over: exit code %i is %s", (code, reason) => {
    const shown = conditions(...running, at(4, podEnds(0, code)))
    assert.deepInclude(shown, ["Ready", "False", reason])
    assert.deepInclude(shown, ["Initialized", "True", code === 0 ? "PodCompleted" : undefined])
  })

  it("tell of a disruption", () => {
    const evicted = [...running, ...at(4, podIsEvicted(0))]
    assert.deepStrictEqual(conditions(...evicted)[0], ["DisruptionTarget", "True", undefined])
    assert.strictEqual(status(...evicted).reason, "Evicted")
  })
})
