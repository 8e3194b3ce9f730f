/**
 * The metadata of a template, of Pods or of volume claims (meta/v1 ObjectMeta). What is made of it takes its labels and
 * annotations; its name and what a server owns say nothing.
 */
import * as Schema from "effect/Schema"
import * as Field from "./Field.ts"

const Carried = Schema.Record(Schema.String, Schema.Json)

export const OwnerReference = Schema.Struct({
  apiVersion: Field.given.text,
  kind: Field.given.text,
  name: Field.given.text,
  uid: Field.given.text,
  controller: Field.given.flag,
  blockOwnerDeletion: Field.given.flag
})

export interface OwnerReference extends Schema.Schema.Type<typeof OwnerReference> {}

export const TemplateMetadata = Schema.Struct({
  name: Field.text,
  generateName: Field.text,
  namespace: Field.text,
  selfLink: Field.text,
  uid: Field.text,
  resourceVersion: Field.text,
  generation: Field.given.int64,
  creationTimestamp: Schema.optionalKey(Schema.Json),
  deletionTimestamp: Schema.optionalKey(Schema.Json),
  deletionGracePeriodSeconds: Field.given.int64,
  labels: Field.map,
  annotations: Field.map,
  ownerReferences: Field.list(OwnerReference),
  finalizers: Field.list(Schema.String),
  managedFields: Field.list(Carried)
})
export interface TemplateMetadata extends Schema.Schema.Type<typeof TemplateMetadata> {}
