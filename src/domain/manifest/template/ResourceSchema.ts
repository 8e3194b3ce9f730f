/**
 * What a container or a Pod may use (core/v1 ResourceRequirements). Nothing here measures or limits it.
 */
import * as Schema from "effect/Schema"
import * as Field from "./Field.ts"

export const ResourceClaim = Schema.Struct({
  name: Field.given.text,
  request: Field.text
})

export const ResourceRequirements = Schema.Struct({
  limits: Field.quantities,
  requests: Field.quantities,
  claims: Field.list(ResourceClaim)
})
export interface ResourceRequirements extends Schema.Schema.Type<typeof ResourceRequirements> {}

export const ContainerResizePolicy = Schema.Struct({
  resourceName: Field.given.text,
  restartPolicy: Field.given.text
})
