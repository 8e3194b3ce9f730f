/** What is wrong with a Job, whether it is new or stands as it is (AJ-30 to AJ-82). */
import * as Schema from "effect/Schema"
import type * as FieldError from "../../../../src/domain/manifest/FieldError.ts"
import * as MetadataValidation from "../../../../src/domain/manifest/MetadataValidation.ts"
import * as Validation from "../../../../src/domain/manifest/Validation.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Errors from "./Errors.ts"
import * as Objects from "./Objects.ts"

/** The others are about changes. */
const Options = Schema.Struct({
  requirePrefixedLabels: Schema.Boolean,
  allowMutablePodResources: Schema.Boolean,
  allowMutableSchedulingDirectives: Schema.Boolean
})

const Expect = Schema.Struct({ errors: Errors.Errors })

const errors = (job: Objects.Json, requiresPrefixedLabels: boolean): ReadonlyArray<FieldError.FieldError> => {
  const { metadata, spec } = Objects.undefaulted(job)
  const { name = "", uid = "" } = metadata
  return [
    ...MetadataValidation.errors(metadata),
    ...Validation.job({ name, uid }, spec, { requiresPrefixedLabels })
  ]
}

export const judging = [
  CaseKind.make({
    kind: "job.validate",
    given: Schema.Struct({ job: Objects.Json, options: Options }),
    expect: Expect,
    check: ({ job, options }, expect) =>
      Errors.compared(expect.errors, errors(job, options.requirePrefixedLabels))
  }),
  CaseKind.make({
    kind: "job.validate.strategy",
    given: Schema.Struct({ job: Objects.Json }),
    expect: Expect,
    check: ({ job }, expect) => Errors.compared(expect.errors, errors(job, true))
  })
]
