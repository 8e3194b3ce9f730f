/**
 * A Job's spec as the API shows it, with every default (AJ-10 to AJ-25), its members in the order in which the API
 * writes them.
 */
import * as Members from "../data/Members.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import type { PodTemplate } from "../manifest/PodTemplateSchema.ts"
import * as ApiForm from "../manifest/template/ApiForm.ts"
import * as PodSpecForm from "../manifest/template/PodSpecForm.ts"
import { TemplateMetadata } from "../manifest/template/TemplateMetadataSchema.ts"

const metadata = ApiForm.of(TemplateMetadata)

const template = (of: PodTemplate) => ({
  metadata: metadata(of.metadata ?? {}),
  spec: PodSpecForm.of(of.spec)
})

/** The spec is whole: what is generated is in it. */
export const of = (spec: JobSpec) =>
  Members.present({
    parallelism: spec.parallelism,
    completions: spec.completions,
    activeDeadlineSeconds: spec.activeDeadlineSeconds,
    podFailurePolicy: spec.podFailurePolicy,
    successPolicy: spec.successPolicy,
    backoffLimit: spec.backoffLimit,
    backoffLimitPerIndex: spec.backoffLimitPerIndex,
    maxFailedIndexes: spec.maxFailedIndexes,
    selector: spec.selector,
    manualSelector: spec.manualSelector ?? false,
    template: template(spec.template),
    ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished,
    completionMode: spec.completionMode,
    suspend: spec.suspend,
    podReplacementPolicy: spec.podReplacementPolicy,
    managedBy: spec.managedBy
  })
export type SpecObject = ReturnType<typeof of>
