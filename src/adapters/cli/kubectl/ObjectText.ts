/**
 * Objects as `kubectl get -o json` and `-o yaml` print them: members in alphabetical order, several objects as a List.
 */
import type * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Format from "../Format.ts"

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!Predicate.isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)])
  )
}

/** What a list of objects is to kubectl. */
export const list = (items: ReadonlyArray<object>): object => ({
  apiVersion: "v1",
  items,
  kind: "List",
  metadata: { resourceVersion: "" }
})

export const json = (object: object): string => `${JSON.stringify(sorted(object), null, 4)}\n`

export const yaml = (object: object): Effect.Effect<string> => Format.yaml(sorted(object))
