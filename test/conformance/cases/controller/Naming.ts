/** Names that the Job controller asks for (JC-90). */
import * as Schema from "effect/Schema"
import * as PodNames from "../../../../src/domain/pod/PodNames.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"

const generateName = CaseKind.make({
  kind: "generateName",
  given: Schema.Struct({ jobName: Schema.String, index: Schema.optionalKey(Schema.Int) }),
  expect: Schema.Struct({ generateName: Schema.String }),
  check: ({ jobName, index }, expect) =>
    Comparing.equal("", expect, { generateName: PodNames.generateName(jobName, index) })
})

export const kinds = [generateName]
