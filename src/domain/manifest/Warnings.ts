/**
 * What an API server remarks on a Job that it takes all the same (AJ-110 to AJ-113).
 */
import * as DnsName from "./DnsName.ts"
import type { JobMetadata, JobSpec } from "./JobSchema.ts"
import * as TemplateWarnings from "./template/TemplateWarnings.ts"

export type Warnings = ReadonlyArray<string>

const none: Warnings = []

const name = (text: string): Warnings => {
  const faults = DnsName.labelFaults(text)
  if (faults.length === 0) return none
  const surprise = "this is used in Pod names and hostnames, which can result in surprising behavior"
  return [`metadata.name: ${surprise}; a DNS label is recommended: [${faults.join(" ")}]`]
}

const completionsMany = 100000
const parallelismMany = 10000

/** AJ-111. */
const manyIndexes = ({ completionMode, completions = 0, parallelism }: JobSpec): Warnings =>
  completionMode === "Indexed" && completions > completionsMany && parallelism > parallelismMany
    ? [
        "spec: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, " +
          "Kubernetes might not be able to track completedIndexes when a big number of indexes fail"
      ]
    : none

/** Those of a spec, told again with every change of it (AJ-113). */
export const ofSpec = (spec: JobSpec): Warnings => [
  ...manyIndexes(spec),
  ...TemplateWarnings.of("spec.template", spec.template)
]

/** Those of a new Job. */
export const ofCreation = (metadata: Pick<JobMetadata, "name">, spec: JobSpec): Warnings => [
  ...name(metadata.name),
  ...ofSpec(spec)
]
