/**
 * References to fields of the Pod and to resources of a container, in variables and in volumes (AJ-76, AJ-77).
 */
import * as Option from "effect/Option"
import * as FieldReference from "../../pod/FieldReference.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import type { EnvVarSource } from "./EnvironmentSchema.ts"
import * as Quantity from "./Quantity.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

/** Fields the API knows by their paths; which of them may be used is up to the place. */
const known = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.restartPolicy",
  "spec.schedulerName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.phase",
  "status.podIP",
  "status.podIPs"
]

const withSubscript = (path: string, fieldPath: string, of: string, key: string): Errors => {
  if (of === "metadata.labels") return FieldCheck.qualifiedName(path, key)
  if (of === "metadata.annotations") return FieldCheck.qualifiedName(path, key.toLowerCase())
  const detail = `error converting fieldPath: field label does not support subscript: ${fieldPath}`
  return [FieldError.invalid(`${path}.fieldPath`, fieldPath, detail)]
}

/** A version of the API other than v1 has no fields (AJ-71). */
const unsupported = (path: string, version: string, fieldPath: string): Errors => [
  FieldError.invalid(
    `${path}.fieldPath`,
    fieldPath,
    `error converting fieldPath: unsupported pod version: ${version}`
  )
]

export const field = (
  path: string,
  { apiVersion = "v1", fieldPath = "" }: NonNullable<EnvVarSource["fieldRef"]>,
  allowed: ReadonlyArray<string>
): Errors => {
  if (fieldPath === "") return [FieldError.required(`${path}.fieldPath`)]
  if (apiVersion !== "v1" && apiVersion !== "") return unsupported(path, apiVersion, fieldPath)
  const { path: of, subscript } = FieldReference.parse(fieldPath)
  if (subscript !== undefined) return withSubscript(path, fieldPath, of, subscript)
  if (allowed.includes(fieldPath)) return none
  if (known.includes(fieldPath)) return [FieldError.notSupported(`${path}.fieldPath`, fieldPath, allowed)]
  const detail = `error converting fieldPath: field label not supported: ${fieldPath}`
  return [FieldError.invalid(`${path}.fieldPath`, fieldPath, detail)]
}

const resources = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory"
]

const hugePages = /^(limits|requests)\.hugepages-/

const cpuDivisors = ["1m", "1"]
const sizeDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"]

const sizes = [
  [/\.memory$/, "memory"],
  [/\.ephemeral-storage$/, "local ephemeral storage"],
  [hugePages, "hugepages"]
] as const

const divisor = (path: string, resource: string, written: string | number | undefined): Errors => {
  const amount = Option.flatMap(Option.fromUndefinedOr(written), Quantity.parse)
  if (Option.isNone(amount) || amount.value.billionths === 0n) return none
  const text = Quantity.format(amount.value)
  if (/^(limits|requests)\.cpu$/.test(resource))
    return cpuDivisors.includes(text)
      ? none
      : [
          FieldError.invalid(
            path,
            resource,
            "only divisor's values 1m and 1 are supported with the cpu resource"
          )
        ]
  const size = sizes.find(([pattern]) => pattern.test(resource))
  if (size === undefined || sizeDivisors.includes(text)) return none
  const detail = `only divisor's values ${sizeDivisors.join(", ")} are supported with the ${size[1]} resource`
  return [FieldError.invalid(path, resource, detail)]
}

type ResourceFieldRef = NonNullable<EnvVarSource["resourceFieldRef"]>

/** Only a variable knows by itself which container is meant. */
export const resource = (
  path: string,
  { containerName = "", resource: name = "", divisor: by }: ResourceFieldRef,
  needsContainer: boolean
): Errors => {
  const named = (): Errors => {
    if (needsContainer && containerName === "") return [FieldError.required(`${path}.containerName`)]
    if (name === "") return [FieldError.required(`${path}.resource`)]
    return hugePages.test(name) ? none : FieldCheck.oneOf(`${path}.resource`, name, resources)
  }
  return [...named(), ...divisor(`${path}.divisor`, name, by)]
}
