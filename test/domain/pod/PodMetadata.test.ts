import { assert, describe, it } from "vitest"
import * as PodMetadata from "../../../src/domain/pod/PodMetadata.ts"

const job = { name: "pi", uid: "1-2" }
const spec = { restartPolicy: "Never", terminationGracePeriodSeconds: 30, containers: [] }

const generated = {
  "batch.kubernetes.io/controller-uid": "1-2",
  "batch.kubernetes.io/job-name": "pi",
  "controller-uid": "1-2",
  "job-name": "pi"
}

describe("the labels of a Pod", () => {
  it("are the template's and the four of every Job (AJ-61)", () =>
    assert.deepStrictEqual(PodMetadata.labels(job, { metadata: { labels: { app: "x" } }, spec }, undefined), {
      ...generated,
      app: "x"
    }))

  it("keep what the template says (AJ-61)", () =>
    assert.include(
      PodMetadata.labels(job, { metadata: { labels: { "job-name": "mine" } }, spec }, undefined),
      {
        "job-name": "mine"
      }
    ))

  it("and the annotations tell the index, whatever the template says (JC-91)", () => {
    const key = "batch.kubernetes.io/job-completion-index"
    const template = { metadata: { labels: { [key]: "9" }, annotations: { note: "n", [key]: "9" } }, spec }
    assert.deepStrictEqual(PodMetadata.labels(job, template, 0), { ...generated, [key]: "0" })
    assert.deepStrictEqual(PodMetadata.annotations(template, { index: 0, indexFailures: undefined }), {
      note: "n",
      [key]: "0"
    })
  })
})
