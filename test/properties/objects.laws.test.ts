import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as PodRows from "../../src/adapters/cli/kubectl/PodRows.ts"
import * as OrdinalMap from "../../src/domain/data/OrdinalMap.ts"
import type { Job } from "../../src/domain/job/Job.ts"
import * as Pod from "../../src/domain/pod/Pod.ts"
import type * as ContainerStatuses from "../../src/domain/projection/ContainerStatuses.ts"
import * as PodHistory from "../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../src/domain/projection/PodObject.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import * as Played from "./Played.ts"

/**
 * The state the API shows for a container as the Pod's reducer keeps it; the first restart waits for nothing but where
 * the container was removed, and in a Pod that has ended none is waited for.
 */
const shownAs = (pod: Pod.Pod, container: Pod.Container): keyof ContainerStatuses.State => {
  const { state, due = 0, finishedAt = 0 } = container
  if (state === "Running") return "running"
  if (state === "Created") return "waiting"
  const isAwaited = state === "BackingOff" && (due > finishedAt || Pod.isRemoved(container))
  return isAwaited && !Pod.isFinished(pod) ? "waiting" : "terminated"
}

/** A container that was removed counts its next run already (LC-36). */
const restartsOf = (container: Pod.Container): number =>
  Math.max(0, Pod.isRemoved(container) ? container.attempt + 1 : container.attempt)

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
    // Of a Pod that stops the reducer keeps the attempt that was called off.
    const known = Pod.isStopping(pod) ? 2 : 3
    const kept = (containers: ReadonlyArray<Pod.Container>) =>
      containers.map((one) => [one.name, [shownAs(pod, one)], restartsOf(one)].slice(0, known))
    const shown = (statuses: ReadonlyArray<ContainerStatuses.ContainerStatus> = []) =>
      states(statuses).map((one) => one.slice(0, known))
    assert.deepEqual<unknown>(
      shown(status.containerStatuses),
      kept(pod.containers.toSorted((left, right) => (left.name < right.name ? -1 : 1)))
    )
    assert.deepEqual<unknown>(shown(status.initContainerStatuses), kept(pod.initContainers))
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
