/**
 * `--validate`, of the commands that read manifests. `true` and `false` are its old words.
 */
import * as Flag from "effect/cli/Flag"
import type { Mode } from "./source/FieldValidation.ts"

const modes = { strict: "strict", true: "strict", warn: "warn", ignore: "ignore", false: "ignore" } as const

export const flag = Flag.Literals("validate", ["strict", "true", "warn", "ignore", "false"]).pipe(
  Flag.withDescription("Fields Kubernetes does not know: refused (strict), told (warn) or dropped (ignore)"),
  Flag.withDefault("strict"),
  Flag.map((word): Mode => modes[word])
)
