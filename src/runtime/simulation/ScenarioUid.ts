/**
 * The UID of a simulated Job: a function of what the scenario says of the world (promise P4).
 *
 * The order in which members or commands are written does not matter, only what they say; `name`, `faults` and
 * `until` do not count, so that a story with faults has the Pods of the story without.
 */
import { hash } from "node:crypto"
import * as Predicate from "effect/Predicate"
import type { Command, Scenario } from "./Scenario.ts"

/** Texts in which nothing is to be escaped, as nearly all are. */
const plain = /^[ !#-[\]-~]*$/

const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text))

/** So many names are put in order sooner by hand. */
const few = 16

const inOrder = (names: Array<string>): ReadonlyArray<string> => {
  if (names.length > few) return names.toSorted()
  for (const [position, name] of names.entries()) {
    let place = position
    for (; place > 0 && (names[place - 1] ?? "") > name; place -= 1) names[place] = names[place - 1] ?? ""
    names[place] = name
  }
  return names
}

/** A text that is the same for the same data, whatever the order of its members. */
const canonical = (value: unknown): string => {
  if (typeof value === "string") return quoted(value)
  if (typeof value === "number") return String(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!Predicate.isObject(value)) return JSON.stringify(value) ?? ""
  let text = "{"
  for (const key of inOrder(Object.keys(value))) text += `${quoted(key)}:${canonical(value[key])},`
  return text
}

/** What was decoded has its members in the order of the schema; a patch is as the user wrote it. */
const command = (said: Command): string =>
  "patch" in said ? `${said.at}${canonical(said.patch)}` : JSON.stringify(said)

/** A UUID of version 8, whose bits are ours to choose. */
export const of = ({ start, manifest, pods, commands = [] }: Scenario): string => {
  const ordered = commands.toSorted((left, right) => left.at - right.at).map(command)
  const digest = hash("sha256", canonical(manifest) + JSON.stringify([start, pods, ordered]))
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32)
  ].join("-")
}
