/** Cases of the API and the kubelet, observed on upstream's code: JSON Lines, one case a line. */
import { readFileSync } from "node:fs"
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

type Case = EnvExpand | EnvResolve

const linesOf = (file: string): ReadonlyArray<string> =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "")

// The file holds these two kinds and nothing else.
const cases = linesOf("environment.jsonl").map((line) => JSON.parse(line) as Case)

const isOf =
  <K extends Case["kind"]>(kind: K) =>
  (one: Case): one is Extract<Case, { readonly kind: K }> =>
    one.kind === kind

/** Every case of a kind, under its id. */
export const of = <K extends Case["kind"]>(kind: K) =>
  cases.filter(isOf(kind)).map((one) => [one.id, one] as const)

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
