/**
 * Validation of a container's variables, in the API's order and words (AJ-75 to AJ-78).
 */
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import type { EnvFromSource, EnvVar, EnvVarSource } from "./EnvironmentSchema.ts"
import * as FieldReferenceValidation from "./FieldReferenceValidation.ts"
import * as PathCheck from "./PathCheck.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

const printable = /^[ -<>-~]+$/

const name = (path: string, text: string): Errors =>
  printable.test(text)
    ? none
    : [
        FieldError.invalid(
          path,
          text,
          "a valid environment variable name must consist only of printable ASCII characters other than '='"
        )
      ]

/** Fields of the Pod that variables may tell. */
const fields = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs"
]

const configKey = (path: string, key: string): Errors => {
  const detail =
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  " +
    "or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
  return /^[-._a-zA-Z0-9]+$/.test(key) ? none : [FieldError.invalid(path, key, detail)]
}

const keyRef = (
  path: string,
  reference: EnvVarSource["configMapKeyRef"] | EnvVarSource["secretKeyRef"]
): Errors =>
  reference === undefined
    ? none
    : [
        ...FieldCheck.subdomain(`${path}.name`, reference.name ?? ""),
        ...FieldCheck.requiredAnd(`${path}.key`, reference.key, configKey)
      ]

const fileKeyRef = (path: string, reference: EnvVarSource["fileKeyRef"]): Errors =>
  reference === undefined
    ? none
    : [
        ...FieldCheck.requiredAnd(`${path}.key`, reference.key, name),
        ...FieldCheck.requiredAnd(`${path}.volumeName`, reference.volumeName, FieldCheck.label),
        ...FieldCheck.requiredAnd(`${path}.path`, reference.path, PathCheck.noBacksteps)
      ]

const mustSpecify =
  "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"

const oneSource = (path: string, from: EnvVarSource, value: string): Errors => {
  const count = Object.keys(from).length
  if (count === 0) return [FieldError.invalid(path, "", mustSpecify)]
  if (value !== "") return [FieldError.invalid(path, "", "may not be specified when `value` is not empty")]
  return count > 1
    ? [FieldError.invalid(path, "", "may not have more than one field specified at a time")]
    : none
}

const source = (path: string, from: EnvVarSource, value: string): Errors => {
  const { fieldRef, resourceFieldRef } = from
  return [
    ...(fieldRef === undefined ? none : FieldReferenceValidation.field(`${path}.fieldRef`, fieldRef, fields)),
    ...(resourceFieldRef === undefined
      ? none
      : FieldReferenceValidation.resource(`${path}.resourceFieldRef`, resourceFieldRef, false)),
    ...keyRef(`${path}.configMapKeyRef`, from.configMapKeyRef),
    ...keyRef(`${path}.secretKeyRef`, from.secretKeyRef),
    ...fileKeyRef(`${path}.fileKeyRef`, from.fileKeyRef),
    ...oneSource(path, from, value)
  ]
}

const variable = (path: string, { name: text, value = "", valueFrom }: EnvVar): Errors => [
  ...FieldCheck.requiredAnd(`${path}.name`, text, name),
  ...(valueFrom === undefined ? none : source(`${path}.valueFrom`, valueFrom, value))
]

const oneObject = (path: string, { configMapRef, secretRef }: EnvFromSource): Errors => {
  if (configMapRef === undefined && secretRef === undefined)
    return [FieldError.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`")]
  return configMapRef !== undefined && secretRef !== undefined
    ? [FieldError.invalid(path, "", "may not have more than one field specified at a time")]
    : none
}

/** How many sources there are is reported for the list as a whole (AJ-78). */
const variables = (list: string, path: string, from: EnvFromSource): Errors => [
  ...FieldCheck.optionalAnd(`${path}.prefix`, from.prefix, name),
  ...(["configMapRef", "secretRef"] as const).flatMap((kind) => {
    const of = from[kind]
    return of === undefined
      ? none
      : FieldCheck.requiredAnd(`${path}.${kind}.name`, of.name, FieldCheck.subdomain)
  }),
  ...oneObject(list, from)
]

/** What is wrong with single variables. */
export const env = (path: string, all: ReadonlyArray<EnvVar> = []): Errors =>
  all.flatMap((entry, position) => variable(`${path}[${position}]`, entry))

/** What is wrong with sources of many. */
export const envFrom = (path: string, all: ReadonlyArray<EnvFromSource> = []): Errors =>
  all.flatMap((from, position) => variables(path, `${path}[${position}]`, from))
