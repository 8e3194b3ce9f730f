/**
 * The file a path stands for, links followed.
 */
import { realpath } from "node:fs/promises"
import { resolve } from "node:path"
import * as Effect from "effect/Effect"

const of = (path: string): Effect.Effect<string> =>
  Effect.promise(() => realpath(path).catch(() => resolve(path)))

/** Whether two paths stand for one file, be it there or not. */
export const isSame = (one: string, other: string): Effect.Effect<boolean> =>
  Effect.zipWith(of(one), of(other), (left, right) => left === right)
