import * as Result from "effect/Result"
import { assert, it } from "vitest"
import * as Admission from "../../../src/domain/command/Admission.ts"
import * as EventData from "../../../src/runtime/log/EventData.ts"

const manifest = {
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "demo", labels: { app: "demo" }, annotations: { note: "all" } },
  spec: {
    template: {
      metadata: { labels: { app: "demo" } },
      spec: {
        restartPolicy: "Never",
        initContainers: [{ name: "side", image: "busybox", restartPolicy: "Always" }],
        containers: [{ name: "main", image: "busybox", env: [{ name: "A", value: "1" }] }],
        activeDeadlineSeconds: 9,
        nodeSelector: { disk: "ssd" }
      }
    },
    successPolicy: { rules: [{ succeededCount: 1, succeededIndexes: "0" }] },
    podFailurePolicy: {
      rules: [
        { onExitCodes: { values: [1], operator: "In", containerName: "main" }, action: "FailIndex" },
        { onPodConditions: [{ status: "True", type: "DisruptionTarget" }], action: "Ignore" }
      ]
    },
    suspend: true,
    managedBy: "example.com/queue",
    ttlSecondsAfterFinished: 3,
    activeDeadlineSeconds: 7,
    maxFailedIndexes: 1,
    backoffLimitPerIndex: 1,
    backoffLimit: 3,
    completionMode: "Indexed",
    completions: 2,
    parallelism: 1
  }
}

it("a Job is written in the order of its schema, whichever fields it has", () => {
  const created = Admission.createJob({
    _tag: "CreateJob",
    at: 0,
    uid: "5f2f0c12-96a6-4dd8-8c2b-000000000000",
    generatedSuffix: "00000",
    manifest
  })
  const fact = Result.getOrThrow(created)
  assert.isTrue(EventData.fits("JobCreated", EventData.of(fact)))
})
