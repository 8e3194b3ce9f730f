/** Lists of indexes as texts (AJ-53, AJ-134). */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as IndexList from "../../../../src/domain/manifest/IndexList.ts"
import * as CaseKind from "../CaseKind.ts"
import * as Comparing from "../Comparing.ts"

const parsing = CaseKind.make({
  kind: "indexes.parse",
  given: Schema.Struct({ indexes: Schema.String, completions: Schema.Int }),
  expect: Schema.Struct({ total: Schema.Int, error: Schema.NullOr(Schema.String) }),
  check: ({ indexes, completions }, expect) =>
    Comparing.equal(
      "",
      expect,
      Result.match(IndexList.parse(indexes, completions), {
        onFailure: (error) => ({ total: 0, error }),
        onSuccess: (intervals) => ({ total: IndexList.size(intervals), error: null })
      })
    )
})

const overlapping = CaseKind.make({
  kind: "indexes.overlap",
  given: Schema.Struct({
    completedIndexes: Schema.String,
    failedIndexes: Schema.String,
    completions: Schema.Int
  }),
  expect: Schema.Struct({ error: Schema.NullOr(Schema.String) }),
  check: ({ completedIndexes, failedIndexes, completions }, expect) => {
    const index = IndexList.common(
      IndexList.readable(completedIndexes, completions),
      IndexList.readable(failedIndexes, completions)
    )
    const error = index === undefined ? null : `failedIndexes and completedIndexes overlap at index: ${index}`
    return Comparing.equal("", expect, { error })
  }
})

export const kinds = [parsing, overlapping]
