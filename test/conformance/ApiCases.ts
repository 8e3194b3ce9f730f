/** Cases of the API and the kubelet, observed on upstream's code: JSON Lines, one case a line. */
import { readFileSync } from "node:fs"
import type { JobManifest } from "../../src/domain/manifest/JobManifest.ts"
import type { EnvVar } from "../../src/domain/manifest/PodTemplateSchema.ts"

type Texts = Readonly<Record<string, string>>

/** LC-60. */
export interface EnvExpand {
  readonly id: string
  readonly kind: "env.expand"
  readonly given: { readonly input: string; readonly vars: Texts }
  readonly expect: { readonly output: string }
}

/** LC-61. `serviceEnv` is what LC-62 gives. */
export interface EnvResolve {
  readonly id: string
  readonly kind: "env.resolve"
  readonly given: {
    readonly env: ReadonlyArray<EnvVar>
    readonly pod: {
      readonly metadata: { readonly name: string; readonly namespace: string }
      readonly spec: { readonly nodeName: string; readonly serviceAccountName: string }
      readonly podIP: string
      readonly hostIPs: ReadonlyArray<string>
    }
    readonly serviceEnv: Texts
  }
  readonly expect: { readonly env: Texts }
}

/** AJ-75, AJ-76. `errors` as the API renders them. */
export interface JobCreate {
  readonly id: string
  readonly kind: "job.create"
  readonly given: { readonly object: JobManifest }
  readonly expect: { readonly errors: ReadonlyArray<string> }
}

type Case = EnvExpand | EnvResolve | JobCreate

const linesOf = (file: string): ReadonlyArray<string> =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")

// The file holds these three kinds and nothing else.
const cases = linesOf("environment.jsonl").map((line) => JSON.parse(line) as Case)

const isOf =
  <K extends Case["kind"]>(kind: K) =>
  (one: Case): one is Extract<Case, { readonly kind: K }> =>
    one.kind === kind

/** Every case of a kind, under its id. */
export const of = <K extends Case["kind"]>(kind: K) =>
  cases.filter(isOf(kind)).map((one) => [one.id, one] as const)

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
