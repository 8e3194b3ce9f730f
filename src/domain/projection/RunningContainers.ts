/**
 * The containers of a Job that run, as its log knows: what a runtime must know too.
 */
import * as OrdinalMap from "../data/OrdinalMap.ts"
import type { Job } from "../job/Job.ts"
import * as PodNames from "../pod/PodNames.ts"
import type { Run } from "../pod/Runs.ts"

/** A run, and the UID of its Pod. */
export interface RunningContainer extends Run {
  readonly pod: string
}

/** Pods oldest first, containers as in the manifest, init containers before the others. */
export const of = ({ metadata, podSet }: Job): ReadonlyArray<RunningContainer> =>
  OrdinalMap.values(podSet.pods).flatMap(({ ordinal, initContainers, containers }) =>
    [...initContainers, ...containers]
      .filter(({ state }) => state === "Running")
      .map(({ name, attempt }) => ({
        pod: PodNames.uid(metadata.uid, ordinal),
        container: name,
        attempt
      }))
  )
