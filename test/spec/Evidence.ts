/**
 * What fails when a rule is broken: the laws that name it, the tests whose titles do, upstream's cases that exercise it,
 * and the golden traces that show it. Only what is played counts.
 */
import { fileURLToPath } from "node:url"
import * as Result from "effect/Result"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Conformance from "../../src/runtime/conformance/Conformance.ts"
import * as Player from "../../src/runtime/conformance/Player.ts"
import * as CaseLine from "../conformance/CaseLine.ts"
import * as CaseKinds from "../conformance/cases/CaseKinds.ts"
import * as ConformanceFile from "../conformance/ConformanceFile.ts"
import * as ApiEvidence from "./ApiEvidence.ts"
import * as Rules from "./Rules.ts"
import * as Titles from "./Titles.ts"
import * as TraceEvidence from "./TraceEvidence.ts"

export interface Evidence {
  readonly rule: string
  readonly kind: "law" | "case" | "trace" | "test"
  readonly name: string
}

/** Kinds of cases that are played. */
const kinds = new Set([...CaseKinds.controller, ...CaseKinds.api].map(({ kind }) => kind))

const isPlayed = (one: CaseLine.Case): boolean => kinds.has(one.kind) && CaseLine.skipped(one) === undefined

const linesOf = (file: string): ReadonlyArray<ConformanceFile.Line> =>
  ConformanceFile.readLines(fileURLToPath(new URL(`../conformance/${file}`, import.meta.url))).map(
    Result.getOrThrow
  )

/** Every case of the controller, the API and the kubelet, played or not. */
export const cases: ReadonlyArray<CaseLine.Case> = ["job-controller-cases.jsonl", "api-cases.jsonl"]
  .flatMap(linesOf)
  .flatMap((line) => (line._tag === "Case" ? [line.one] : []))

/** Upstream's answer to these is also ours. */
const equal = (names: ReadonlySet<string>): ReadonlyArray<string> =>
  linesOf("traces.jsonl").flatMap((line) =>
    line._tag === "Trace" &&
    names.has(line.trace.id) &&
    Conformance.check(line.trace, Player.play)._tag === "Passed"
      ? [line.trace.id]
      : []
  )

const ofLaws = Laws.all.flatMap(({ name, rules }) =>
  Rules.citedIn(rules).map((rule): Evidence => ({ rule, kind: "law", name }))
)

const ofCases = cases
  .filter(isPlayed)
  .flatMap((one) =>
    (one.rules ?? ApiEvidence.rulesOf(one)).map((rule): Evidence => ({ rule, kind: "case", name: one.id }))
  )

const traces = new Set(equal(new Set(Object.values(TraceEvidence.traces).flat())))

const ofTraces = Object.entries(TraceEvidence.traces).flatMap(([rule, names]) =>
  names.filter((name) => traces.has(name)).map((name): Evidence => ({ rule, kind: "trace", name }))
)

const ofTests = Titles.all.flatMap(({ path, text }) =>
  Rules.citedIn(text).map((rule): Evidence => ({ rule, kind: "test", name: `${path}: ${text}` }))
)

/** By rule: laws, cases, traces and tests, in this order. */
export const all: ReadonlyMap<string, ReadonlyArray<Evidence>> = Map.groupBy(
  [...ofLaws, ...ofCases, ...ofTraces, ...ofTests],
  ({ rule }) => rule
)
