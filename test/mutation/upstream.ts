/**
 * What the real Job controller and kubelet were observed to do, as tests that stop at the first difference: their own
 * cases, but those about manifests, and one in five golden traces.
 */
import { fileURLToPath } from "node:url"
import * as Result from "effect/Result"
import { assert, it } from "vitest"
import * as Player from "../../src/runtime/conformance/Player.ts"
import * as ConformanceFile from "../conformance/ConformanceFile.ts"
import * as ConformanceRun from "../conformance/ConformanceRun.ts"

const entries = (file: string): ReadonlyArray<ConformanceFile.Entry> =>
  ConformanceFile.read(fileURLToPath(new URL(`../conformance/${file}`, import.meta.url))).map(
    Result.getOrThrow
  )

const isAboutManifests = (entry: ConformanceFile.Entry): boolean =>
  entry._tag === "Case" && /^(cron|env|indexes|job)\b/u.test(entry.one.kind)

const first = (all: ReadonlyArray<ConformanceFile.Entry>): string | undefined =>
  all
    .map((entry) => () => ConformanceRun.answer(entry, Player.play))
    .find((play) => play().outcome._tag === "Failed")?.().id

it("cases are answered as upstream did", () => {
  const all = [...entries("job-controller-cases.jsonl"), ...entries("api-cases.jsonl")]
  assert.isUndefined(first(all.filter((entry) => !isAboutManifests(entry))))
})

it("golden traces are answered as upstream did", () => {
  assert.isUndefined(first(entries("traces.jsonl").filter((_, position) => position % 5 === 0)))
})
