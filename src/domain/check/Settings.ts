/**
 * Everything that follows from the settings of a Job alone.
 */
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as Disruption from "./Disruption.ts"
import * as ExitCodes from "./ExitCodes.ts"
import * as Overlap from "./Overlap.ts"
import * as PodBounds from "./PodBounds.ts"
import * as Retries from "./Retries.ts"

export interface Settings {
  readonly retries: Retries.Retries
  readonly exitCodes: ReadonlyArray<ExitCodes.ExitCodes>
  readonly overlap: Overlap.Overlap
  readonly disruption: Disruption.Disruption
  readonly podBounds: PodBounds.PodBounds
}

export const of = (spec: JobSpec): Settings => ({
  retries: Retries.of(spec),
  exitCodes: ExitCodes.of(spec),
  overlap: Overlap.of(spec),
  disruption: Disruption.of(spec),
  podBounds: PodBounds.of(spec)
})
