/**
 * What of an object's metadata may change (AJ-88).
 */
import { same } from "../data/Sameness.ts"
import * as FieldCheck from "./FieldCheck.ts"
import * as FieldError from "./FieldError.ts"
import type { TemplateMetadata } from "./template/TemplateMetadataSchema.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

const fixed = [
  "name",
  "namespace",
  "uid",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds"
] as const

/** Who is being deleted gets no more finalizers. */
const finalizers = (before: TemplateMetadata, after: TemplateMetadata): Errors => {
  const added = (after.finalizers ?? []).filter((one) => before.finalizers?.includes(one) !== true)
  if (before.deletionTimestamp === undefined || added.length === 0) return none
  const list = added.map((one) => JSON.stringify(one)).join(", ")
  return [
    FieldError.forbidden(
      "metadata.finalizers",
      `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`
    )
  ]
}

export const errors = (before: TemplateMetadata, after: TemplateMetadata): Errors => [
  ...finalizers(before, after),
  ...fixed.flatMap((field) =>
    same(before[field], after[field])
      ? none
      : [FieldError.invalid(`metadata.${field}`, after[field] ?? null, "field is immutable")]
  ),
  ...FieldCheck.labels("metadata.labels", after.labels),
  ...FieldCheck.annotations("metadata.annotations", after.annotations)
]
