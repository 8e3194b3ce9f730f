/**
 * `--output`, of the commands that answer with data.
 */
import * as Flag from "effect/cli/Flag"
import * as Option from "effect/Option"
import type { Format } from "./Format.ts"
import * as Terminal from "./Terminal.ts"

export const flag = Flag.Literals("output", ["json", "yaml", "table"]).pipe(
  Flag.withAlias("o"),
  Flag.withDescription("How to answer; a table on a terminal, otherwise JSON"),
  Flag.optional
)

/** On a terminal people read, elsewhere programs. */
export const formatOf = (chosen: Option.Option<Format>): Format =>
  Option.getOrElse(chosen, () => (Terminal.current().isTerminal ? "table" : "json"))
