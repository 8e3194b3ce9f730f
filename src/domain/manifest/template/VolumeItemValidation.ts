/**
 * Validation of the files in a volume: entries of a ConfigMap or a Secret, and what is told of the Pod (AJ-79).
 */
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import * as FieldReferenceValidation from "./FieldReferenceValidation.ts"
import * as PathCheck from "./PathCheck.ts"
import type { DownwardAPIVolumeFile, KeyToPath } from "./VolumeSchema.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

const modeMax = 0o777

export const mode = (path: string, value: number | undefined): Errors =>
  value === undefined || (value >= 0 && value <= modeMax)
    ? none
    : [FieldError.invalid(path, value, "must be a number between 0 and 0777 (octal), both inclusive")]

/** Where one entry of an object goes. */
export const item = (path: string, { key, path: to = "", mode: of }: KeyToPath): Errors => [
  ...FieldCheck.required(`${path}.key`, key),
  ...FieldCheck.required(`${path}.path`, to),
  ...PathCheck.notReserved(`${path}.path`, to),
  ...mode(`${path}.mode`, of)
]

export const items = (path: string, all: ReadonlyArray<KeyToPath> = []): Errors =>
  all.flatMap((one, position) => item(`${path}[${position}]`, one))

/** Fields of the Pod that files may tell. */
const fields = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid"
]

const fileSource = (path: string, { fieldRef, resourceFieldRef }: DownwardAPIVolumeFile): Errors => {
  if (fieldRef !== undefined)
    return [
      ...FieldReferenceValidation.field(`${path}.fieldRef`, fieldRef, fields),
      ...(resourceFieldRef === undefined
        ? none
        : [
            FieldError.invalid(
              path,
              "resource",
              "fieldRef and resourceFieldRef can not be specified simultaneously"
            )
          ])
    ]
  return resourceFieldRef === undefined
    ? [FieldError.required(path, "one of fieldRef and resourceFieldRef is required")]
    : FieldReferenceValidation.resource(`${path}.resourceFieldRef`, resourceFieldRef, true)
}

/** A file that tells of the Pod; which of them it is, is not reported. */
export const file = (path: string, one: DownwardAPIVolumeFile): Errors => [
  ...FieldCheck.required(`${path}.path`, one.path),
  ...PathCheck.notReserved(`${path}.path`, one.path ?? ""),
  ...fileSource(path, one),
  ...mode(`${path}.mode`, one.mode)
]
