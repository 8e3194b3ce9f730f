import { assert, describe, it } from "vitest"
import { at, containerEnds, job, podEnds, podIsEvicted, podRuns, podsRun, timeIsUp } from "../domain/Told.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const begun = [job({ completions: 2, parallelism: 2, backoffLimit: 3 }), at(1, ...podsRun(0, 1))].flat()
const succeeds = at(2, podEnds(0, 0))
/** Told of a Pod that is over, too. */
const endsWell = containerEnds(0, "main", 0)
const evicted = at(2, podIsEvicted(0))

describe(`K6 ${Regression.headingOf("K6")}`, () => {
  it("takes the success for what it is, when the node is lost afterwards", () => {
    const { status, job: after } = Lawful.told(
      "K6",
      begun,
      succeeds,
      at(3, podIsEvicted(0)),
      at(4, podEnds(1, 0))
    )
    assert.deepInclude(status, { succeeded: 2 })
    assert.isUndefined(status.failed)
    assert.strictEqual(after.podSet.nextOrdinal, 2)
  })

  it("takes the failure for what it is, when a success is told afterwards", () => {
    const { status } = Lawful.told("K6", begun, evicted, at(3, endsWell), at(4, podEnds(1, 0)))
    assert.deepInclude(status, { succeeded: 1, failed: 1, active: 1 })
  })

  it("takes the first of the two, when both are told at one instant", () => {
    assert.deepInclude(Lawful.told("K6", begun, succeeds, evicted).status, { succeeded: 1, active: 1 })
    assert.deepInclude(Lawful.told("K6", begun, evicted, at(2, endsWell)).status, { failed: 1, active: 1 })
  })

  it("takes the failure for what it is, when a success is told before it is counted", () => {
    const perIndex = job({ completions: 1, completionMode: "Indexed", backoffLimitPerIndex: 1 })
    const waiting = [perIndex, at(1, podRuns(0)), evicted].flat()
    const { status, job: after } = Lawful.told("K6", waiting, at(3, endsWell), at(12, timeIsUp("backoff")))
    assert.deepInclude(status, { failed: 1, active: 1 })
    assert.isUndefined(status.succeeded)
    assert.strictEqual(after.podSet.nextOrdinal, 2)
  })
})
