/**
 * What is said of a log that was held to the laws.
 */
import * as Law from "../../../domain/law/Law.ts"
import type * as LawCheck from "../../../runtime/log/LawCheck.ts"

/** More than these say little more. */
const shownMax = 10

const line =
  (laws: ReadonlyArray<Law.Law>) =>
  ({ stream, seq, violation }: LawCheck.Break): string => {
    const { rules = "", text = "" } = laws.find(({ name }) => name === violation.law) ?? {}
    return `broken    by record ${seq} of ${stream}: ${Law.render(violation)}\n          ${text} (${rules})`
  }

export const of = ({ laws, breaks }: LawCheck.LawCheck): ReadonlyArray<string> => {
  if (breaks.length === 0) return [`lawful    all ${laws.length} laws hold`]
  const hidden = breaks.length - shownMax
  return [
    ...breaks.slice(0, shownMax).map(line(laws)),
    ...(hidden > 0 ? [`broken    ${hidden} more times`] : [])
  ]
}
