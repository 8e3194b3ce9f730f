/** How the rules stand: held to by something that fails when they are broken, listed as different, or neither. */
import * as Differences from "./Differences.ts"
import * as Evidence from "./Evidence.ts"
import * as Rules from "./Rules.ts"

/** A rule that is held to in part, and listed for the rest, is listed. */
export const standing = (rule: string): "held" | "listed" | "neither" => {
  if (Differences.rules.has(rule)) return "listed"
  return Evidence.all.has(rule) ? "held" : "neither"
}

export const neither: ReadonlyArray<string> = Rules.all
  .map(({ id }) => id)
  .filter((id) => standing(id) === "neither")
