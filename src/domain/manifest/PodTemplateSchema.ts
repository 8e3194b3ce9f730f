/**
 * The Pod template of a Job as it is stored (core/v1 PodTemplateSpec): what a manifest may have, with the defaults
 * that something is decided by.
 *
 * What a container runs (command, environment, resources, mounts) is no matter of the control plane: these fields are
 * carried, untouched, from the manifest to the runtime that starts the container. Fields the Pod reducer would have
 * to act upon and cannot are refused by name (`RefusedFields`).
 */
import * as Schema from "effect/Schema"
import * as ContainerSchema from "./template/ContainerSchema.ts"
import * as EnvironmentSchema from "./template/EnvironmentSchema.ts"
import * as PodSpecSchema from "./template/PodSpecSchema.ts"
import { ResourceRequirements } from "./template/ResourceSchema.ts"
import * as TemplateMetadataSchema from "./template/TemplateMetadataSchema.ts"
import { Volume } from "./template/VolumeSchema.ts"

const Carried = Schema.Record(Schema.String, Schema.Json)

/** Version 0.1.0 took these unread, so its logs may hold members that are no longer taken (promise P6). */
const carried = <A>(_schema: Schema.Codec<A>): Schema.Codec<A> =>
  // Whatever is written now has been read by the schema.
  Carried as unknown as Schema.Codec<A>

export const EnvVar = Schema.Struct({
  ...EnvironmentSchema.EnvVar.fields,
  name: Schema.String,
  valueFrom: Schema.optionalKey(carried(EnvironmentSchema.EnvVarSource))
})
export interface EnvVar extends Schema.Schema.Type<typeof EnvVar> {}

/** Which exit codes a rule is for. */
export const RestartExitCodes = Schema.Struct({ operator: Schema.String, values: Schema.Array(Schema.Int) })

/** A container that ends so restarts, whatever its restartPolicy is (LC-2). */
export const RestartRule = Schema.Struct({
  action: Schema.String,
  exitCodes: Schema.optionalKey(RestartExitCodes)
})
export interface RestartRule extends Schema.Schema.Type<typeof RestartRule> {}

/** `restartPolicy` of its own; that of an init container that is a sidecar is Always (LC-42). */
export const Container = Schema.Struct({
  ...ContainerSchema.Container.fields,
  name: Schema.String,
  image: Schema.String,
  ports: Schema.optionalKey(Schema.Array(carried(ContainerSchema.ContainerPort))),
  envFrom: Schema.optionalKey(Schema.Array(carried(EnvironmentSchema.EnvFromSource))),
  env: Schema.optionalKey(Schema.Array(EnvVar)),
  resources: Schema.optionalKey(carried(ResourceRequirements)),
  restartPolicyRules: Schema.optionalKey(Schema.Array(RestartRule)),
  volumeMounts: Schema.optionalKey(Schema.Array(carried(ContainerSchema.VolumeMount)))
})
export interface Container extends Schema.Schema.Type<typeof Container> {}

export const PodSpec = Schema.Struct({
  ...PodSpecSchema.PodSpec.fields,
  volumes: Schema.optionalKey(Schema.Array(carried(Volume))),
  initContainers: Schema.optionalKey(Schema.Array(Container)),
  containers: Schema.Array(Container),
  restartPolicy: Schema.String,
  terminationGracePeriodSeconds: Schema.Int
})
export interface PodSpec extends Schema.Schema.Type<typeof PodSpec> {}

export const PodTemplate = Schema.Struct({
  metadata: Schema.optionalKey(TemplateMetadataSchema.TemplateMetadata),
  spec: PodSpec
})
export interface PodTemplate extends Schema.Schema.Type<typeof PodTemplate> {}
