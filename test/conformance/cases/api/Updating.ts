/** What may change of a Job, and what follows (AJ-86 to AJ-96). */
import * as Schema from "effect/Schema"
import * as Generation from "../../../../src/domain/manifest/Generation.ts"
import * as JobUpdate from "../../../../src/domain/manifest/JobUpdate.ts"
import * as Warnings from "../../../../src/domain/manifest/Warnings.ts"
import * as SpecObject from "../../../../src/domain/projection/SpecObject.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"
import * as Errors from "./Errors.ts"
import * as Objects from "./Objects.ts"

/** As much of a status as decides whether the template is open (AJ-92). */
const Status = Schema.Struct({
  active: Schema.optionalKey(Schema.Int),
  startTime: Schema.optionalKey(Schema.String),
  conditions: Schema.optionalKey(Schema.Array(Schema.Struct({ type: Schema.String, status: Schema.String })))
})

const decodeStatus = Schema.decodeUnknownSync(Status)

const isOpen = (old: Objects.Json, { spec }: JobUpdate.Version): boolean => {
  const { active = 0, startTime, conditions = [] } = decodeStatus(old["status"] ?? {})
  const isSuspended = conditions.some(({ type, status }) => type === "Suspended" && status === "True")
  return spec.suspend && active === 0 && (startTime === undefined || isSuspended)
}

const Updated = Schema.Struct({
  errors: Schema.optionalKey(Errors.Errors),
  statusMessage: Schema.optionalKey(Schema.String),
  warnings: Schema.optionalKey(Schema.Array(Schema.String)),
  generation: Schema.optionalKey(Schema.Int),
  object: Schema.optionalKey(Objects.Json)
})

const generationOf = ({ metadata: { generation = 1 } }: JobUpdate.Version, isSame: boolean): number =>
  generation + (isSame ? 0 : 1)

/** What the client says of the status is dropped; labels that are gone are those of the template again (AJ-27). */
const shown = (old: JobUpdate.Version, after: JobUpdate.Version, isSame: boolean) => {
  const { name = "", uid = "", labels = {}, ...metadata } = after.metadata
  const identity = { name, uid, labels }
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      ...metadata,
      name,
      uid,
      labels: Generation.jobLabels(identity, after.spec),
      generation: generationOf(old, isSame)
    },
    spec: SpecObject.of(after.spec),
    status: {}
  }
}

const updating = CaseKind.make({
  kind: "job.update",
  given: Schema.Struct({ old: Objects.Json, new: Objects.Json }),
  expect: Updated,
  check: (given, expect) => {
    const old = Objects.versionOf(given.old)
    const after = Objects.versionOf(given.new)
    const open = isOpen(given.old, old)
    const errors = JobUpdate.errors(old, after, { schedulingDirectives: open, podResources: open })
    if (errors.length > 0) return Errors.compared(expect.errors ?? [], errors)
    const isSame = JobUpdate.isSameSpec(old.spec, after.spec)
    const said = isSame ? [] : Warnings.ofSpec(after.spec)
    return [
      ...Errors.compared(expect.errors ?? [], errors),
      ...Comparing.equal("generation", expect.generation, generationOf(old, isSame)),
      ...Comparing.equal("warnings", expect.warnings ?? [], said),
      ...(expect.object === undefined
        ? []
        : Comparing.equal("object", expect.object, shown(old, after, isSame)))
    ]
  }
})

const judging = CaseKind.make({
  kind: "job.update.validate",
  given: Schema.Struct({
    old: Objects.Json,
    new: Objects.Json,
    options: Schema.Struct({
      requirePrefixedLabels: Schema.Boolean,
      allowMutablePodResources: Schema.Boolean,
      allowMutableSchedulingDirectives: Schema.Boolean
    })
  }),
  expect: Schema.Struct({ errors: Errors.Errors }),
  check: ({ old, new: after, options }, expect) =>
    Errors.compared(
      expect.errors,
      JobUpdate.changes(Objects.undefaulted(old), Objects.undefaulted(after), {
        schedulingDirectives: options.allowMutableSchedulingDirectives,
        podResources: options.allowMutablePodResources
      })
    )
})

export const kinds = [updating, judging]
