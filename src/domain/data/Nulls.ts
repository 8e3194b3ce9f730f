/**
 * Members that are `null`, which for the API are absent (AJ-6).
 */
import * as Predicate from "effect/Predicate"
import * as Record from "effect/Record"

const has = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(has)
  if (!Predicate.isObject(value)) return value === null
  for (const name in value) {
    if (has(value[name])) return true
  }
  return false
}

/** Drops them, at any depth; items of a list stay. Parts without any stay what they are. */
export const without = (value: unknown): unknown => {
  if (!has(value)) return value
  if (Array.isArray(value)) return value.map(without)
  return Predicate.isObject(value) ? Record.map(Record.filter(value, Predicate.isNotNull), without) : value
}
