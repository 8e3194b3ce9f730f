/**
 * Validation of a Job's selector, and of the labels that go with a generated one (AJ-56, AJ-57, AJ-62 to AJ-64).
 */
import * as Record from "effect/Record"
import * as FieldCheck from "./FieldCheck.ts"
import * as FieldError from "./FieldError.ts"
import * as Generation from "./Generation.ts"
import type { JobSpec, Labels } from "./JobSchema.ts"
import * as LabelSelection from "./LabelSelection.ts"

type Errors = FieldCheck.Errors
type Spec = Pick<JobSpec, "selector" | "manualSelector" | "template">

const { none } = FieldCheck

const allKeys = [...Generation.plainKeys, ...Generation.prefixedKeys]

const labelsOf = ({ template }: Spec): Labels => template.metadata?.labels ?? {}

const label = (key: string, expected: string | undefined, all: Labels): Errors => {
  const path = `spec.template.metadata.labels[${key}]`
  const detail = `must be '${expected ?? ""}'`
  if (!Object.hasOwn(all, key)) return [FieldError.required(path, detail)]
  return all[key] === expected ? none : [FieldError.invalid(path, all, detail)]
}

/**
 * What was generated is as it should be. `isPrefixed`: templates from before there were prefixed labels do without
 * them (AJ-87).
 */
export const generated = (job: Generation.Identity, spec: Spec, isPrefixed: boolean): Errors => {
  const { selector } = spec
  if (spec.manualSelector === true || selector === undefined) return none
  const all = Generation.labels(job)
  const keys = isPrefixed ? allKeys : Generation.plainKeys
  const expected = isPrefixed ? all : Record.filter(all, (_, key) => keys.includes(key))
  const isGenerated =
    LabelSelection.errors("", selector).length > 0 || LabelSelection.matches(selector, expected)
  return [
    ...FieldCheck.required("metadata.uid", job.uid),
    ...keys.flatMap((key) => label(key, all[key], labelsOf(spec))),
    ...(isGenerated ? none : [FieldError.invalid("spec.selector", selector, "`selector` not auto-generated")])
  ]
}

/** Whether anything was generated or not: it matches the Pods that will be made. */
export const errors = (spec: Spec): Errors => {
  const { selector } = spec
  const mismatch = FieldError.invalid(
    "spec.template.metadata.labels",
    spec.template.metadata?.labels ?? null,
    "`selector` does not match template `labels`"
  )
  // None matches nothing.
  if (selector === undefined) return [FieldError.required("spec.selector"), mismatch]
  const faults = LabelSelection.errors("spec.selector", selector)
  if (faults.length > 0) return faults
  return LabelSelection.matches(selector, labelsOf(spec)) ? none : [mismatch]
}
