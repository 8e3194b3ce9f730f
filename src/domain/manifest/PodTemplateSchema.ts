/**
 * The Pod template of a Job, as far as it is decided (core/v1 PodTemplateSpec).
 *
 * What a container runs (command, environment, resources, mounts) is no matter of the control plane: these fields are
 * carried, untouched, from the manifest to the runtime that starts the container. Fields the Pod reducer would have
 * to act upon and does not yet are absent here, and `UndecidedFields` refuses them by name.
 */
import * as Schema from "effect/Schema"

const Text = Schema.Record(Schema.String, Schema.String)
const Carried = Schema.Record(Schema.String, Schema.Json)

export const EnvVar = Schema.Struct({
  name: Schema.String,
  value: Schema.optionalKey(Schema.String),
  valueFrom: Schema.optionalKey(Carried)
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
  name: Schema.String,
  image: Schema.String,
  restartPolicy: Schema.optionalKey(Schema.String),
  restartPolicyRules: Schema.optionalKey(Schema.Array(RestartRule)),
  command: Schema.optionalKey(Schema.Array(Schema.String)),
  args: Schema.optionalKey(Schema.Array(Schema.String)),
  workingDir: Schema.optionalKey(Schema.String),
  env: Schema.optionalKey(Schema.Array(EnvVar)),
  envFrom: Schema.optionalKey(Schema.Array(Carried)),
  ports: Schema.optionalKey(Schema.Array(Carried)),
  resources: Schema.optionalKey(Carried),
  volumeMounts: Schema.optionalKey(Schema.Array(Carried)),
  imagePullPolicy: Schema.optionalKey(Schema.String),
  terminationMessagePath: Schema.optionalKey(Schema.String),
  terminationMessagePolicy: Schema.optionalKey(Schema.String)
})
export interface Container extends Schema.Schema.Type<typeof Container> {}

export const PodSpec = Schema.Struct({
  restartPolicy: Schema.String,
  terminationGracePeriodSeconds: Schema.Int,
  activeDeadlineSeconds: Schema.optionalKey(Schema.Int),
  volumes: Schema.optionalKey(Schema.Array(Carried)),
  initContainers: Schema.optionalKey(Schema.Array(Container)),
  containers: Schema.Array(Container)
})
export interface PodSpec extends Schema.Schema.Type<typeof PodSpec> {}

export const TemplateMetadata = Schema.Struct({
  labels: Schema.optionalKey(Text),
  annotations: Schema.optionalKey(Text)
})

export const PodTemplate = Schema.Struct({
  metadata: Schema.optionalKey(TemplateMetadata),
  spec: PodSpec
})
export interface PodTemplate extends Schema.Schema.Type<typeof PodTemplate> {}
