/**
 * Whether a JSON text names a member twice. `JSON.parse` takes the last one and says nothing.
 */
import * as Predicate from "effect/Predicate"

// A string with a colon behind it is the name of a member; nothing else in JSON looks so.
const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/g

const written = (text: string): number =>
  text.matchAll(strings).reduce((count, [, colon]) => (colon === undefined ? count : count + 1), 0)

const held = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + held(item), 0)
  if (!Predicate.isObject(value)) return 0
  const members = Object.values(value)
  return members.reduce<number>((sum, member) => sum + held(member), members.length)
}

/** As many members are held by the value as are written in the text. */
export const areUnique = (text: string, value: unknown): boolean => written(text) === held(value)
