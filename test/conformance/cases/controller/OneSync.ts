/**
 * One sync of upstream, told by the steps of `sync`: a fact's batch goes on until nothing more follows, upstream's
 * controller looks at its Pods and acts on them once. Its order within a sync is that of the batch (promise P2), so a
 * sync ends where the batch would manage Pods for a second time, or count what it had left when it managed them.
 *
 * The garbage collector is no part of it.
 */
import type { Decision } from "../../../../src/domain/event/Decision.ts"
import * as Evolve from "../../../../src/domain/job/Evolve.ts"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as Sync from "../../../../src/domain/job/Sync.ts"

export interface OneSync {
  readonly said: ReadonlyArray<Decision>
  readonly job: Job.Job
}

const isOfCollector = (decision: Decision): boolean =>
  decision._tag === "JobDeleted" ||
  decision._tag === "FinishedPodsDeleted" ||
  (decision._tag === "PodDeletionRequested" && decision.by === "GarbageCollector")

/** Pods are created, or deleted without a verdict (JC-61). */
const manages = (job: Job.Job, said: ReadonlyArray<Decision>): boolean =>
  said.some(({ _tag }) => _tag === "PodCreated" || _tag === "PodDeletionRequested") &&
  Job.verdict(job) === undefined &&
  !said.some(({ _tag }) => _tag === "FailureTargetSet" || _tag === "SuccessCriteriaMet")

const counts = (said: ReadonlyArray<Decision>): boolean => said.some(({ _tag }) => _tag === "PodReleased")

const stepsMax = 100

export const of = (job: Job.Job, at: number): OneSync => {
  const all: Array<Decision> = []
  let state = job
  let managed = false
  for (let step = 0; step < stepsMax; step += 1) {
    const said = Sync.sync(state, at)
    const managing = manages(state, said)
    if (said.length === 0 || said.some(isOfCollector) || (managed && (managing || counts(said)))) break
    managed ||= managing
    all.push(...said)
    state = said.reduce(Evolve.evolve, state)
  }
  return { said: all, job: state }
}
