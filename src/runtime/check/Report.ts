/**
 * What a check of one Job found: what follows from its settings, what was assumed of the world, and what its histories
 * have in common.
 */
import * as Settings from "../../domain/check/Settings.ts"
import type { JobCreated } from "../../domain/event/Fact.ts"
import type { JobMetadata, JobSpec } from "../../domain/manifest/JobSchema.ts"
import type * as Check from "./Check.ts"
import * as FailureCodes from "./FailureCodes.ts"
import * as Requirement from "./Requirement.ts"
import * as Summary from "./Summary.ts"

export interface Report {
  readonly metadata: JobMetadata
  readonly spec: JobSpec
  readonly asked: Check.Asked
  /** With which one its runs fail. */
  readonly failureCodes: ReadonlyArray<number>
  readonly settings: Settings.Settings
  readonly summary: Summary.Summary
  readonly requirements: ReadonlyArray<Requirement.Judged>
}

export const of = (
  { metadata, spec }: JobCreated,
  asked: Check.Asked,
  { outcomes }: Check.Check,
  requirements: ReadonlyArray<Requirement.Requirement>
): Report => {
  const summary = Summary.of(outcomes)
  return {
    metadata,
    spec,
    asked,
    failureCodes: FailureCodes.of(spec),
    settings: Settings.of(spec),
    summary,
    requirements: requirements.map((requirement) => Requirement.judge(requirement, summary))
  }
}

export const unmet = ({ requirements }: Report): ReadonlyArray<Requirement.Judged> =>
  requirements.filter(({ isMet }) => !isMet)
