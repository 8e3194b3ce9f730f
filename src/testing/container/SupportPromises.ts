/**
 * What is promised of a declaration: a runtime refuses by name what it was not shown to do.
 */
import * as Effect from "effect/Effect"
import { assert } from "vitest"
import * as FieldSupport from "../../domain/manifest/FieldSupport.ts"
import { ContainerRuntime } from "../../runtime/container/ContainerRuntime.ts"

/** A Job whose container, and whose init container, has something in one field. */
const manifest = (field: string) => {
  const container = { name: "main", image: "busybox", [field]: { asked: "for" } }
  return { spec: { template: { spec: { containers: [container], initContainers: [container] } } } }
}

/** It refuses these fields of a container, and of an init container. */
export const refuses = (fields: ReadonlyArray<string>): Effect.Effect<void, never, ContainerRuntime> =>
  Effect.gen(function* () {
    const { support } = yield* ContainerRuntime
    const refusals = FieldSupport.refusals(support)
    for (const field of fields)
      for (const kind of ["containers", "initContainers"]) {
        const path = `spec.template.spec.${kind}[0].${field}`
        const refused = refusals(manifest(field)).map((error) => error.path)
        assert.isTrue(
          refused.some((one) => one.startsWith(path)),
          `${path} is refused`
        )
      }
  })
