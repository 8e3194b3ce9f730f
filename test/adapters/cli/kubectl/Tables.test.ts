/** Tables and descriptions, as bytes. */
import { describe, expect, it } from "vitest"
import * as DescribeJob from "../../../../src/adapters/cli/kubectl/DescribeJob.ts"
import * as DescribePod from "../../../../src/adapters/cli/kubectl/DescribePod.ts"
import * as EventRows from "../../../../src/adapters/cli/kubectl/EventRows.ts"
import * as JobRows from "../../../../src/adapters/cli/kubectl/JobRows.ts"
import * as ObjectText from "../../../../src/adapters/cli/kubectl/ObjectText.ts"
import * as PodRows from "../../../../src/adapters/cli/kubectl/PodRows.ts"
import * as Columns from "../../../../src/runtime/story/Columns.ts"
import {
  at,
  containerEnds,
  containerRestarts,
  containerStarts,
  fact,
  isDeleted,
  isResumed,
  isSuspended,
  job,
  podEnds,
  podIsDeleted,
  podIsEvicted,
  podRuns,
  podsRun
} from "../../../domain/Told.ts"
import * as Scene from "./Scene.ts"

const container = {
  name: "main",
  image: "registry.example/worker:1.2",
  command: ["sh", "-c", "echo $(STEP)\nexit 1"],
  env: [
    { name: "STEP", value: "one\ntwo" },
    { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    { name: "KEY", valueFrom: { secretKeyRef: { name: "keys", key: "k" } } }
  ],
  ports: [{ containerPort: 80 }, { containerPort: 443, protocol: "TCP" }],
  resources: { limits: { memory: "1Gi", cpu: "500m" } },
  volumeMounts: [{ name: "data", mountPath: "/data" }]
}
const pod = {
  restartPolicy: "OnFailure",
  containers: [container, { name: "side", image: "busybox" }],
  volumes: [{ name: "data" }, { name: "conf", configMap: { name: "c" } }]
}

/** An Indexed Job in the middle of its work: one Pod has ended, one restarts in place, one waits. */
const working = Scene.at(
  400,
  job(
    {
      completions: 4,
      parallelism: 3,
      completionMode: "Indexed",
      activeDeadlineSeconds: 600,
      ttlSecondsAfterFinished: 60
    },
    pod
  ),
  at(1, ...podsRun(0, 1)),
  at(5, podEnds(0, 0)),
  at(7, podEnds(1, 1)),
  at(7, containerRestarts(1)),
  at(12, podEnds(1, 2)),
  at(200, podIsDeleted(2))
)

/** An init container has failed once; the sidecar has not begun. */
const starting = Scene.at(
  30,
  job(
    {},
    {
      ...pod,
      initContainers: [
        { name: "first", image: "busybox", command: ["prepare"] },
        { name: "beside", image: "proxy:2", restartPolicy: "Always" }
      ]
    }
  ),
  at(1, fact({ _tag: "SlotGranted", ordinal: 0 })),
  at(2, containerStarts(0, "first")),
  at(4, containerEnds(0, "first", 1)),
  at(4, containerStarts(0, "first", 1))
)

const states = {
  complete: Scene.at(3600 * 5, job(), at(1, podRuns(0)), at(90, podEnds(0, 0))),
  failed: Scene.at(86_400 * 3, job({ backoffLimit: 0 }), at(1, podRuns(0)), at(90, podEnds(0, 1))),
  suspended: Scene.at(130, job(), at(1, podRuns(0)), at(2, isSuspended), at(9, podEnds(0, 143))),
  resumed: Scene.at(135, job({ suspend: true }), at(3, isResumed), at(60, isSuspended), at(70, isResumed)),
  queue: Scene.at(10, job({ parallelism: 3 }), at(1, podRuns(0))),
  evicted: Scene.at(10, job(), at(1, podRuns(0)), at(5, podIsEvicted(0))),
  lost: Scene.at(
    10,
    job({ backoffLimit: 0 }),
    at(1, podRuns(0)),
    at(5, fact({ _tag: "ContainerLost", ordinal: 0, container: "main", attempt: 0 }))
  ),
  terminating: Scene.at(10, job(), at(1, podRuns(0)), at(5, isDeleted("Foreground")))
}
const scenes = Object.values(states)

const golden = async (text: string, file: string): Promise<void> =>
  expect(text).toMatchFileSnapshot(`../../../golden/kubectl/${file}.txt`)

const table = (...rows: ReadonlyArray<ReadonlyArray<string>>): string => `${Columns.align(rows).join("\n")}\n`

describe.each([
  ["", false],
  ["-wide", true]
])("a table%s", (name, isWide) => {
  it("of Jobs is golden (AJ-144)", async () =>
    golden(
      table(
        JobRows.headings(isWide),
        ...[working, ...scenes].map((one) => JobRows.row(one.job, one.now, isWide))
      ),
      `jobs${name}`
    ))

  it("of Pods is golden", async () => {
    const rows = [working, starting, ...scenes].flatMap(({ pods, now }) =>
      pods.map((one) => PodRows.row(one, now, isWide))
    )
    await golden(table(PodRows.headings(isWide), ...rows), `pods${name}`)
  })
})

it("Events are golden, those that repeat counted once", async () => {
  const { events, now } = states.resumed
  await golden(
    table(EventRows.headings, ...EventRows.counted(events).map((event) => EventRows.row(event, now))),
    "events"
  )
})

it("Events of Jobs of one name in two namespaces are counted apart", () => {
  const { events } = states.complete
  const elsewhere = events.map((event) => ({ ...event, namespace: "work" }))
  const counts = EventRows.counted([...events, ...elsewhere, ...events])
  expect(counts.map(({ namespace, count }) => [namespace, count])).toEqual([
    ...events.map(() => ["default", 2]),
    ...events.map(() => ["work", 1])
  ])
})

describe("a description", () => {
  it.each([
    ["working", working],
    ["complete", states.complete],
    ["suspended", states.resumed],
    ["starting", starting]
  ])("of a Job is golden: %s", async (name, scene) =>
    golden(DescribeJob.text(scene.job, scene.events, scene.now), `describe-job-${name}`)
  )

  it.each([
    ["ended", working, 0],
    ["restarting", working, 1],
    ["evicted", states.evicted, 0],
    ["terminating", states.terminating, 0],
    ["starting", starting, 0]
  ])("of a Pod is golden: %s", async (name, { pods, now }, position) => {
    const texts = pods.slice(position, position + 1).map((one) => DescribePod.text(one, [], now))
    await golden(texts.join(""), `describe-pod-${name}`)
  })
})

it("objects are golden, members in alphabetical order", async () => {
  await expect(ObjectText.json(working.job)).toMatchFileSnapshot("../../../golden/kubectl/job.json")
  await expect(ObjectText.json(ObjectText.list(working.pods))).toMatchFileSnapshot(
    "../../../golden/kubectl/pods.json"
  )
})
