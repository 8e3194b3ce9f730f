/**
 * Validation of a container's variables, in the API's order and words (AJ-75, AJ-76).
 *
 * What references to ConfigMaps, Secrets and resources say is not looked at: no runtime of this version reads them
 * (`FieldSupport`).
 */
import * as FieldReference from "../pod/FieldReference.ts"
import * as FieldError from "./FieldError.ts"
import * as QualifiedName from "./QualifiedName.ts"
import type { Container } from "./template/ContainerSchema.ts"
import type { EnvVar } from "./template/EnvironmentSchema.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

const none: Errors = []

const printable = /^[ -<>-~]+$/

const name = (path: string, text: string): Errors => {
  if (text === "") return [FieldError.required(path)]
  return printable.test(text)
    ? none
    : [
        FieldError.invalid(
          path,
          text,
          "a valid environment variable name must consist only of printable ASCII characters other than '='"
        )
      ]
}

const allowed = [
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

/** Fields the API knows by their paths and does not give to variables. */
const known = [
  "metadata.annotations",
  "metadata.labels",
  "spec.restartPolicy",
  "spec.schedulerName",
  "status.phase"
]

const withSubscript = (path: string, fieldPath: string, of: string, key: string): Errors => {
  if (of === "metadata.labels")
    return QualifiedName.faults(key).map((fault) => FieldError.invalid(path, key, fault))
  if (of === "metadata.annotations")
    return QualifiedName.faults(key.toLowerCase()).map((fault) =>
      FieldError.invalid(path, key.toLowerCase(), fault)
    )
  const detail = `error converting fieldPath: field label does not support subscript: ${fieldPath}`
  return [FieldError.invalid(`${path}.fieldPath`, fieldPath, detail)]
}

const fieldRef = (path: string, fieldPath: string): Errors => {
  const { path: of, subscript } = FieldReference.parse(fieldPath)
  if (fieldPath === "") return [FieldError.required(`${path}.fieldPath`)]
  if (subscript !== undefined) return withSubscript(path, fieldPath, of, subscript)
  if (allowed.includes(fieldPath)) return none
  if (known.includes(fieldPath)) return [FieldError.notSupported(`${path}.fieldPath`, fieldPath, allowed)]
  const detail = `error converting fieldPath: field label not supported: ${fieldPath}`
  return [FieldError.invalid(`${path}.fieldPath`, fieldPath, detail)]
}

const mustSpecify =
  "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"

const source = (path: string, sources: number, value: string): Errors => {
  if (sources === 0) return [FieldError.invalid(path, "", mustSpecify)]
  if (value !== "") return [FieldError.invalid(path, "", "may not be specified when `value` is not empty")]
  return sources > 1
    ? [FieldError.invalid(path, "", "may not have more than one field specified at a time")]
    : none
}

const variable = (path: string, entry: EnvVar): Errors => {
  const reference = entry.valueFrom?.fieldRef
  const from = `${path}.valueFrom`
  return [
    ...name(`${path}.name`, entry.name ?? ""),
    ...(reference === undefined ? none : fieldRef(`${from}.fieldRef`, reference.fieldPath ?? "")),
    ...(entry.valueFrom === undefined
      ? none
      : source(from, Object.keys(entry.valueFrom).length, entry.value ?? ""))
  ]
}

/** What is wrong with the variables of a container at a path. */
export const errors = (path: string, { env = [] }: Pick<Container, "env">): Errors =>
  env.flatMap((entry, position) => variable(`${path}.env[${position}]`, entry))
