/** A case as a line holds it: who it is, what is given, what upstream answered. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as CaseKind from "./cases/CaseKind.ts"
import * as CaseKinds from "./cases/CaseKinds.ts"
import * as Inapplicable from "./Inapplicable.ts"

/** Members beside these explain the case, and are not looked at. */
const Case = Schema.Struct({
  id: Schema.String,
  kind: Schema.String,
  rules: Schema.optionalKey(Schema.Array(Schema.String)),
  given: Schema.Unknown,
  expect: Schema.Unknown
})
export interface Case extends Schema.Schema.Type<typeof Case> {}

export const decode = Schema.decodeUnknownResult(Case)

/** Why a case is not played: it cannot apply, or what it is about comes later. */
export const skipped = (one: Case): string | undefined =>
  Inapplicable.reason(one) ?? CaseKinds.later(one.kind)

/** The case, ready to be played; fails where its kind is not known, or it is not of its kind's form. */
export const read = (one: Case): Result.Result<() => CaseKind.Outcome, string> => {
  const reason = skipped(one)
  if (reason !== undefined) return Result.succeed(() => ({ _tag: "Skipped", reason }))
  const kind = [...CaseKinds.controller, ...CaseKinds.api].find(({ kind }) => kind === one.kind)
  if (kind === undefined) return Result.fail(`${one.id} is of the kind ${one.kind}, which is not known`)
  return Result.mapBoth(kind.read(one.given, one.expect), {
    onFailure: (reason) => `${one.id} is no case of the kind ${one.kind}: ${reason}`,
    onSuccess: (check) => () => judged(check)
  })
}

/** Cases of the Job controller cite its rules; those of the API and the kubelet cite none. */
export const isOfController = ({ rules }: Case): boolean => rules !== undefined

/** A defect fails the case it stands in, not the whole run. */
const judged = (check: () => CaseKind.Differences): CaseKind.Outcome => {
  const differences = Result.getOrElse(
    Result.try({ try: check, catch: String }),
    (defect): CaseKind.Differences => [{ path: "answer", expected: "an answer", actual: `defect: ${defect}` }]
  )
  return differences.length === 0 ? { _tag: "Passed" } : { _tag: "Failed", differences }
}
