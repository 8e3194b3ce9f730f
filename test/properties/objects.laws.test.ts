import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as PodRows from "../../src/adapters/cli/kubectl/PodRows.ts"
import * as OrdinalMap from "../../src/domain/data/OrdinalMap.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import type { Container } from "../../src/domain/pod/Pod.ts"
import type * as ContainerStatuses from "../../src/domain/projection/ContainerStatuses.ts"
import * as PodHistory from "../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../src/domain/projection/PodObject.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import * as Played from "./Played.ts"

/** The state the API shows for a container as the Pod's reducer keeps it; the first restart waits for nothing. */
const shownAs = ({ state, due = 0, finishedAt = 0 }: Container): keyof ContainerStatuses.State => {
  if (state === "Running") return "running"
  if (state === "Created") return "waiting"
  return state === "BackingOff" && due > finishedAt ? "waiting" : "terminated"
}

const states = (statuses: ReadonlyArray<ContainerStatuses.ContainerStatus>) =>
  statuses.map(({ name, state, restartCount }) => [name, Object.keys(state), restartCount])

const agrees = (job: Job, history: PodHistory.PodHistory): void =>
  OrdinalMap.forEach(job.podSet.pods, (pod, ordinal) => {
    const record = OrdinalMap.get(history.pods, ordinal)
    if (record === undefined) return assert.fail(`no history of Pod ${ordinal}`)
    const { status } = PodObject.of(job, record)
    assert.strictEqual(status.phase, pod.phase)
    const ready = status.conditions?.find(({ type }) => type === "Ready")?.status ?? "False"
    assert.strictEqual(ready, pod.ready && pod.phase === "Running" ? "True" : "False")
    if (!pod.scheduled) return
    const expected = pod.containers
      .map((one) => [one.name, [shownAs(one)], Math.max(0, one.attempt)] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
    // Of a Pod asked to terminate the reducer keeps the attempt that was called off.
    const known = pod.deletionAt === undefined ? 3 : 2
    assert.deepEqual<unknown>(
      states(status.containerStatuses ?? []).map((one) => one.slice(0, known)),
      expected.map((one) => one.slice(0, known))
    )
  })

describe("what the API shows of Pods", () => {
  it("agrees with what their reducer keeps, after every fact", () =>
    fc.assert(
      fc.property(ScenarioArbitrary.scenario, (scenario) => {
        const { batches } = Played.play(scenario)
        batches.reduce((before, { events, job }) => {
          const history = events.reduce(PodHistory.evolve, before)
          agrees(job, history)
          return history
        }, PodHistory.initialState)
      })
    ))

  it("has a word for every Pod", () =>
    fc.assert(
      fc.property(ScenarioArbitrary.scenario, (scenario) => {
        const { events, job } = Played.play(scenario)
        const { pods } = events.reduce(PodHistory.evolve, PodHistory.initialState)
        OrdinalMap.forEach(pods, (record) => {
          const row = PodRows.row(PodObject.of(job, record), job.at, true)
          assert.lengthOf(row, PodRows.headings(true).length)
          assert.isFalse(row.includes(""))
        })
      })
    ))
})
