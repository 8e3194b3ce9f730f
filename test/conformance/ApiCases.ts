/** Cases of the API and the kubelet, observed on upstream's code: JSON Lines, one case a line. */
import { readFileSync } from "node:fs"
import type { JobManifest } from "../../src/domain/manifest/JobManifest.ts"

/** AJ-75, AJ-76. `errors` as the API renders them. */
export interface JobCreate {
  readonly id: string
  readonly kind: "job.create"
  readonly given: { readonly object: JobManifest }
  readonly expect: { readonly errors: ReadonlyArray<string> }
}

const linesOf = (file: string): ReadonlyArray<string> =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")

/** Every case of a container's variables, under its id. */
export const variables = linesOf("environment.jsonl")
  // The file holds nothing else.
  .map((line) => JSON.parse(line) as JobCreate)
  .map((one) => [one.id, one] as const)

/** AJ-10 to AJ-27, AJ-60, AJ-61, AJ-70 to AJ-72: a Job as it is stored, without its status. */
export interface StoredJob {
  readonly id: string
  readonly given: { readonly object: unknown; readonly uid: string; readonly now: string }
  readonly expect: { readonly object: object }
}

/** Every case of a stored Job, under its id. */
export const storedJobs = linesOf("jobs.jsonl")
  // The file holds nothing else.
  .map((line) => JSON.parse(line) as StoredJob)
  .map((one) => [one.id, one] as const)

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
