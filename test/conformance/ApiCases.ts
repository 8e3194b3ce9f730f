/** Commands of kubectl and what it was seen to print: JSON Lines, one a line. */
import { readFileSync } from "node:fs"

const linesOf = (file: string): ReadonlyArray<string> =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")

/** `waits`: for what, as kubectl is told. */
export interface KubectlCase {
  readonly id: string
  readonly args: ReadonlyArray<string>
  readonly manifests: ReadonlyArray<string>
  readonly waits: ReadonlyArray<string>
  readonly expectStdoutRegex: string
}

/** Every command, under its id. */
export const kubectl = linesOf("kubectl.jsonl")
  // The file holds nothing else.
  .map((line) => JSON.parse(line) as KubectlCase)
  .map((one) => [one.id, one] as const)
