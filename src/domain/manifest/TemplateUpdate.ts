/**
 * What of a Job's template may change, and when (AJ-91 to AJ-95).
 */
import * as Members from "../data/Members.ts"
import { same } from "../data/Sameness.ts"
import type * as FieldCheck from "./FieldCheck.ts"
import * as FieldError from "./FieldError.ts"
import type { PodTemplate } from "./PodTemplateSchema.ts"
import * as ApiForm from "./template/ApiForm.ts"
import * as PodSpecForm from "./template/PodSpecForm.ts"
import { TemplateMetadata } from "./template/TemplateMetadataSchema.ts"

type Errors = FieldCheck.Errors
type PodSpec = PodSpecForm.PodSpec
type Container = PodSpecForm.Container

/** What of a template is open to change: where its Pods may run, and what its containers ask for (AJ-92). */
export interface Openness {
  readonly schedulingDirectives: boolean
  readonly podResources: boolean
}

const metadata = ApiForm.of(TemplateMetadata)

/** Whether the API takes two templates for the same (AJ-86). */
export const isSame = (before: PodTemplate, after: PodTemplate): boolean =>
  same(before, after) ||
  (same(metadata(before.metadata ?? {}), metadata(after.metadata ?? {})) &&
    same(PodSpecForm.of(before.spec), PodSpecForm.of(after.spec)))

/** Only node affinity is open, which may come and go. */
const affinity = ({ affinity: before }: PodSpec, { affinity: after }: PodSpec): PodSpec["affinity"] => {
  const { nodeAffinity: _, ...others } = before ?? {}
  if (after === undefined) return before === undefined || same(others, {}) ? undefined : others
  return Members.present({ nodeAffinity: after.nodeAffinity, ...others })
}

const placed = (before: PodSpec, after: PodSpec): PodSpec => {
  const { affinity: _, nodeSelector: _1, tolerations: _2, schedulingGates: _3, ...others } = before
  const { nodeSelector, tolerations, schedulingGates } = after
  const open = { affinity: affinity(before, after), nodeSelector, tolerations, schedulingGates }
  return { ...others, ...Members.present(open) }
}

/** Containers are told by their place and name. */
const resized = (
  before: ReadonlyArray<Container>,
  after: ReadonlyArray<Container> = []
): ReadonlyArray<Container> => {
  const areTheSame =
    before.length === after.length && before.every(({ name }, position) => name === after[position]?.name)
  return areTheSame
    ? before.map((item, position) => ({ ...item, resources: after[position]?.resources ?? item.resources }))
    : before
}

const withResources = (before: PodSpec, after: PodSpec): PodSpec => ({
  ...before,
  ...(before.initContainers === undefined
    ? {}
    : { initContainers: resized(before.initContainers, after.initContainers) }),
  containers: resized(before.containers, after.containers)
})

/** What is open is taken from the new template before the two are compared. */
export const errors = (before: PodTemplate, after: PodTemplate, open: Openness): Errors => {
  if (isSame(before, after)) return []
  if (!open.schedulingDirectives && !open.podResources)
    return [FieldError.invalid("spec.template", after, "field is immutable")]
  const [old, wanted] = [PodSpecForm.of(before.spec), PodSpecForm.of(after.spec)]
  const scheduled = open.schedulingDirectives ? placed(old, wanted) : old
  const allowed = open.podResources ? withResources(scheduled, wanted) : scheduled
  return same(allowed, wanted)
    ? []
    : [FieldError.invalid("spec.template.spec", after.spec, "field is immutable")]
}
