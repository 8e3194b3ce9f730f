/**
 * The variables of a container and where they come from (core/v1 EnvVar, EnvFromSource; LC-61, LC-64).
 */
import * as Schema from "effect/Schema"
import * as Field from "./Field.ts"

export const ObjectFieldSelector = Schema.Struct({
  apiVersion: Field.textOr("v1"),
  fieldPath: Field.given.text
})

export const ResourceFieldSelector = Schema.Struct({
  containerName: Field.text,
  resource: Field.given.text,
  divisor: Field.quantity
})

export const ConfigMapKeySelector = Schema.Struct({
  name: Field.text,
  key: Field.given.text,
  optional: Field.given.flag
})

export const SecretKeySelector = Schema.Struct({
  name: Field.text,
  key: Field.given.text,
  optional: Field.given.flag
})

export const FileKeySelector = Schema.Struct({
  volumeName: Field.given.text,
  path: Field.given.text,
  key: Field.given.text,
  optional: Field.given.flagOr(false)
})

export const EnvVarSource = Schema.Struct({
  fieldRef: Field.part(ObjectFieldSelector),
  resourceFieldRef: Field.part(ResourceFieldSelector),
  configMapKeyRef: Field.part(ConfigMapKeySelector),
  secretKeyRef: Field.part(SecretKeySelector),
  fileKeyRef: Field.part(FileKeySelector)
})
export interface EnvVarSource extends Schema.Schema.Type<typeof EnvVarSource> {}

export const EnvVar = Schema.Struct({
  name: Field.given.text,
  value: Field.text,
  valueFrom: Field.part(EnvVarSource)
})
export interface EnvVar extends Schema.Schema.Type<typeof EnvVar> {}

export const ConfigMapEnvSource = Schema.Struct({
  name: Field.text,
  optional: Field.given.flag
})

export const SecretEnvSource = Schema.Struct({
  name: Field.text,
  optional: Field.given.flag
})

export const EnvFromSource = Schema.Struct({
  prefix: Field.text,
  configMapRef: Field.part(ConfigMapEnvSource),
  secretRef: Field.part(SecretEnvSource)
})
export interface EnvFromSource extends Schema.Schema.Type<typeof EnvFromSource> {}
