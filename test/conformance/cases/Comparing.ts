/** JSON beside JSON: every place at which an answer is not as it was expected. */
import type * as Difference from "../../../src/runtime/conformance/Difference.ts"
import type { Differences } from "./CaseKind.ts"

/** All of both: a member that only one of them has is a difference. */
export const equal = (path: string, expected: unknown, actual: unknown): Differences =>
  compared(path, expected, actual, (one, other) => [...new Set([...Object.keys(one), ...Object.keys(other)])])

/** What is expected, whatever else there is: members of objects that are not expected are not looked at. */
export const included = (path: string, expected: unknown, actual: unknown): Differences =>
  compared(path, expected, actual, (one) => Object.keys(one))

type Members = Readonly<Record<string, unknown>>
type Names = (expected: Members, actual: Members) => ReadonlyArray<string>

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const compared = (path: string, expected: unknown, actual: unknown, names: Names): Differences => {
  if (Array.isArray(expected) && Array.isArray(actual)) return items(path, expected, actual, names)
  if (isMembers(expected) && isMembers(actual)) {
    return names(expected, actual).flatMap((name) =>
      compared(path === "" ? name : `${path}.${name}`, expected[name], actual[name], names)
    )
  }
  return Object.is(expected, actual) ? [] : [{ path, expected, actual } satisfies Difference.Inequality]
}

const items = (
  path: string,
  expected: ReadonlyArray<unknown>,
  actual: ReadonlyArray<unknown>,
  names: Names
): Differences =>
  expected.length === actual.length
    ? expected.flatMap((item, place) => compared(`${path}[${place}]`, item, actual[place], names))
    : [{ path, expected, actual }]
