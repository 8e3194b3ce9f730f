/**
 * What the API generates for a Job that has no selector of its own: a selector, and four labels of its template
 * (AJ-60 to AJ-64, JC-160). Each key is added where it is not there; whether what is there is right, validation says.
 *
 * They are functions of the Job's name and UID (promise P4), so the log holds them only where they could not be made
 * again: `whole` is the spec as the API stores it, `brief` as the log does.
 */
import * as Record from "effect/Record"
import * as Members from "../data/Members.ts"
import { same } from "../data/Sameness.ts"
import type { JobMetadata, JobSpec, Labels } from "./JobSchema.ts"
import type { LabelSelector } from "./LabelSelectorSchema.ts"
import type { PodTemplate } from "./PodTemplateSchema.ts"

export type Identity = Pick<JobMetadata, "name" | "uid">

/** The one label that selects a Job's Pods (AJ-61). */
export const controllerUid = "batch.kubernetes.io/controller-uid"

/** The labels by the names they have had for long, and by those with the prefix of the project. */
export const plainKeys = ["controller-uid", "job-name"]
export const prefixedKeys = plainKeys.map((key) => `batch.kubernetes.io/${key}`)

export const labels = ({ name, uid }: Identity): Labels => ({
  [controllerUid]: uid,
  "batch.kubernetes.io/job-name": name,
  "controller-uid": uid,
  "job-name": name
})

const selector = ({ uid }: Identity, given: LabelSelector = {}): LabelSelector => ({
  ...given,
  matchLabels: { [controllerUid]: uid, ...given.matchLabels }
})

const withLabels = ({ metadata, spec }: PodTemplate, all: Labels): PodTemplate => ({
  metadata: { ...metadata, labels: all },
  spec
})

/** The spec of a new Job, as the API stores it. */
export const generated = (job: Identity, spec: JobSpec): JobSpec =>
  spec.manualSelector === true
    ? spec
    : {
        ...spec,
        selector: selector(job, spec.selector),
        template: withLabels(spec.template, { ...labels(job), ...spec.template.metadata?.labels })
      }

/** The spec as the API stores it; one without a selector was generated. */
export const whole = (job: Identity, spec: JobSpec): JobSpec =>
  spec.selector === undefined ? generated(job, spec) : spec

/** The labels of the template as the API stores it. */
export const templateLabels = (job: Identity, { selector: own, manualSelector, template }: JobSpec): Labels =>
  own === undefined && manualSelector !== true
    ? { ...labels(job), ...template.metadata?.labels }
    : (template.metadata?.labels ?? {})

/** A Job without labels of its own shows those of its template (AJ-27). */
export const jobLabels = (job: Identity & Pick<JobMetadata, "labels">, spec: JobSpec): Labels =>
  Record.isEmptyRecord(job.labels) ? templateLabels(job, spec) : job.labels

const withoutLabels = ({ metadata, spec }: PodTemplate, all: Labels): PodTemplate => {
  const own = Record.filter(metadata?.labels ?? {}, (_, key) => !Object.hasOwn(all, key))
  const rest = Members.present({ ...metadata, labels: Members.unlessEmpty(own) })
  return Object.keys(rest).length === 0 ? { spec } : { metadata: rest, spec }
}

/** The spec without what `whole` makes of it again. */
export const brief = (job: Identity, spec: JobSpec): JobSpec => {
  if (spec.manualSelector === true || !same(spec.selector, selector(job))) return spec
  const all = labels(job)
  const given = spec.template.metadata?.labels ?? {}
  if (!Record.every(all, (value, key) => given[key] === value)) return spec
  const { selector: _, ...others } = spec
  return { ...others, template: withoutLabels(spec.template, all) }
}
