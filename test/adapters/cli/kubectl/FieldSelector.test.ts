import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import * as FieldSelector from "../../../../src/adapters/cli/kubectl/FieldSelector.ts"
import { at as told, job, podEnds, podsRun } from "../../../domain/Told.ts"
import * as Scene from "./Scene.ts"

const scene = Scene.at(
  9,
  job({ completions: 2, parallelism: 2 }),
  ...podsRun(0, 1),
  ...told(3, podEnds(0, 0))
)
const [first, second] = scene.pods

const selected = (selector: string): ReadonlyArray<number> => {
  const requirements = Result.getOrThrow(FieldSelector.parse(selector, "pods"))
  return scene.pods.flatMap((pod, position) => (FieldSelector.selects(requirements)(pod) ? [position] : []))
}

const isSelected = (selector: string): boolean =>
  FieldSelector.selects(Result.getOrThrow(FieldSelector.parse(selector, "jobs")))(scene.job)

describe("a field selector (AJ-143)", () => {
  it.each([
    ["", [0, 1]],
    ["status.phase=Running", [1]],
    ["status.phase==Succeeded", [0]],
    ["status.phase!=Running", [0]],
    ["status.phase=Running,metadata.namespace=default", [1]],
    ["status.phase=Running,spec.restartPolicy!=Never", []],
    ["status.nominatedNodeName=", [0, 1]],
    [`metadata.name=${second?.metadata.name}`, [1]],
    [`metadata.name!=${first?.metadata.name},spec.hostNetwork=false`, [1]]
  ])("selects Pods: %s", (selector, positions) => assert.deepStrictEqual(selected(selector), positions))

  it.each([
    ["status.successful=1", true],
    ["status.successful!=1", false],
    ["metadata.name=demo,status.successful=1", true],
    ["metadata.namespace=other", false]
  ])("selects Jobs: %s is %s", (selector, is) => assert.strictEqual(isSelected(selector), is))

  it.each([
    ["status.phase=Running", "status.phase: field label not supported: there are metadata.name,"],
    ["status.successful", "status.successful: a selector is FIELD=VALUE or FIELD!=VALUE"],
    ["status.successful>0", "status.successful>0: a selector is FIELD=VALUE"]
  ])("is refused: %s", (selector, reason) => {
    const why = Result.match(FieldSelector.parse(selector, "jobs"), {
      onFailure: (told) => told,
      onSuccess: () => "accepted"
    })
    assert.isTrue(why.startsWith(reason), why)
  })
})
