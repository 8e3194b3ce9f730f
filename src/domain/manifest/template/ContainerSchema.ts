/**
 * A container as a manifest may have it (core/v1 Container), its members in the order in which the API shows them.
 */
import * as Schema from "effect/Schema"
import { EnvFromSource, EnvVar } from "./EnvironmentSchema.ts"
import * as Field from "./Field.ts"
import { Lifecycle, Probe } from "./HandlerSchema.ts"
import { ContainerResizePolicy, ResourceRequirements } from "./ResourceSchema.ts"
import { SecurityContext } from "./SecurityContextSchema.ts"

export const ContainerPort = Schema.Struct({
  name: Field.text,
  hostPort: Field.int32,
  containerPort: Field.given.int32,
  protocol: Field.textOr("TCP"),
  hostIP: Field.text
})
export interface ContainerPort extends Schema.Schema.Type<typeof ContainerPort> {}

export const ContainerRestartRuleOnExitCodes = Schema.Struct({
  operator: Field.text,
  values: Field.list(Field.Int32)
})

export const ContainerRestartRule = Schema.Struct({
  action: Field.text,
  exitCodes: Field.part(ContainerRestartRuleOnExitCodes)
})

export const VolumeMount = Schema.Struct({
  name: Field.given.text,
  readOnly: Field.flag,
  recursiveReadOnly: Field.given.text,
  mountPath: Field.given.text,
  subPath: Field.text,
  mountPropagation: Field.given.text,
  subPathExpr: Field.text
})
export interface VolumeMount extends Schema.Schema.Type<typeof VolumeMount> {}

export const VolumeDevice = Schema.Struct({
  name: Field.given.text,
  devicePath: Field.given.text
})

export const Container = Schema.Struct({
  name: Field.given.text,
  image: Field.text,
  command: Field.list(Schema.String),
  args: Field.list(Schema.String),
  workingDir: Field.text,
  ports: Field.list(ContainerPort),
  envFrom: Field.list(EnvFromSource),
  env: Field.list(EnvVar),
  resources: Field.part(ResourceRequirements),
  resizePolicy: Field.list(ContainerResizePolicy),
  restartPolicy: Field.given.text,
  restartPolicyRules: Field.list(ContainerRestartRule),
  volumeMounts: Field.list(VolumeMount),
  volumeDevices: Field.list(VolumeDevice),
  livenessProbe: Field.part(Probe),
  readinessProbe: Field.part(Probe),
  startupProbe: Field.part(Probe),
  lifecycle: Field.part(Lifecycle),
  terminationMessagePath: Field.textOr("/dev/termination-log"),
  terminationMessagePolicy: Field.textOr("File"),
  imagePullPolicy: Field.text,
  securityContext: Field.part(SecurityContext),
  stdin: Field.flag,
  stdinOnce: Field.flag,
  tty: Field.flag
})
export interface Container extends Schema.Schema.Type<typeof Container> {}
