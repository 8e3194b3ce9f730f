/**
 * What a user of a scenario does, as a command that is admitted or refused (TR-16 to TR-20).
 */
import type * as Result from "effect/Result"
import * as Admission from "../../domain/command/Admission.ts"
import * as Patching from "../../domain/command/Patching.ts"
import type * as Decider from "../../domain/job/Decider.ts"
import * as Job from "../../domain/job/Job.ts"
import * as PodScript from "./PodScript.ts"
import type * as Scenario from "./Scenario.ts"
import * as World from "./World.ts"

/** What the user looks at. */
interface Seen {
  readonly job: Job.Job
  readonly world: World.World
}

/** TR-19: of the Pods that exist and nobody asked to terminate, the one created last. */
export const youngest = ({ job, world }: Seen, match: Scenario.PodMatch): number | undefined => {
  for (let ordinal = job.podSet.nextOrdinal - 1; ordinal >= 0; ordinal -= 1) {
    const identity = World.identity(world, ordinal)
    if (identity !== undefined && PodScript.matches(match, identity) && Job.canBeDeleted(job, ordinal))
      return ordinal
  }
  return undefined
}

export const admitted = (
  seen: Seen,
  at: number,
  command: Scenario.Command
): Result.Result<Decider.Command, Admission.Rejection> => {
  if ("patch" in command) return Patching.patchJob(seen.job, { _tag: "PatchJob", at, patch: command.patch })
  if ("delete" in command) {
    const { propagationPolicy } = command.delete
    return Admission.deleteJob(seen.job, { _tag: "DeleteJob", at, propagationPolicy })
  }
  const ordinal = youngest(seen, command.deletePod) ?? seen.job.podSet.nextOrdinal
  return Admission.deletePod(seen.job, { _tag: "DeletePod", at, ordinal })
}
