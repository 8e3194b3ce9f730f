import { assert, describe, it } from "vitest"
import { initialState, type Job } from "../../../src/domain/job/Job.ts"
import * as PodMetadata from "../../../src/domain/pod/PodMetadata.ts"

const spec = { restartPolicy: "Never", terminationGracePeriodSeconds: 30, containers: [] }

const job = (metadata: Job["spec"]["template"]["metadata"] & object, own: Partial<Job["spec"]> = {}) => ({
  metadata: { name: "pi", uid: "1-2" },
  spec: { ...initialState.spec, ...own, template: { metadata, spec } }
})

const generated = {
  "batch.kubernetes.io/controller-uid": "1-2",
  "batch.kubernetes.io/job-name": "pi",
  "controller-uid": "1-2",
  "job-name": "pi"
}

describe("the labels of a Pod", () => {
  it("are the template's and the four of every Job (AJ-61)", () =>
    assert.deepStrictEqual(PodMetadata.labels(job({ labels: { app: "x" } }), undefined), {
      ...generated,
      app: "x"
    }))

  it("keep what the template says (AJ-61)", () =>
    assert.include(PodMetadata.labels(job({ labels: { "job-name": "mine" } }), undefined), {
      "job-name": "mine"
    }))

  it("are the template's alone where the selector is the user's (AJ-64)", () =>
    assert.deepStrictEqual(
      PodMetadata.labels(job({ labels: { a: "b" } }, { manualSelector: true, selector: {} }), undefined),
      { a: "b" }
    ))

  it("and the annotations tell the index, whatever the template says (JC-91)", () => {
    const key = "batch.kubernetes.io/job-completion-index"
    const of = job({ labels: { [key]: "9" }, annotations: { note: "n", [key]: "9" } })
    assert.deepStrictEqual(PodMetadata.labels(of, 0), { ...generated, [key]: "0" })
    assert.deepStrictEqual(
      PodMetadata.annotations(of.spec.template, { index: 0, indexFailures: undefined }),
      {
        note: "n",
        [key]: "0"
      }
    )
  })
})
