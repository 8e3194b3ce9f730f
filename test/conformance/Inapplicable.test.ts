import { fileURLToPath } from "node:url"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import type * as CaseLine from "./CaseLine.ts"
import * as ConformanceFile from "./ConformanceFile.ts"
import * as Inapplicable from "./Inapplicable.ts"

const cases: ReadonlyArray<CaseLine.Case> = ["job-controller-cases.jsonl", "api-cases.jsonl"]
  .flatMap((file) => ConformanceFile.readLines(fileURLToPath(new URL(file, import.meta.url))))
  .map(Result.getOrThrow)
  .flatMap((line) => (line._tag === "Case" ? [line.one] : []))

describe("the list of cases that cannot apply", () => {
  const listed = Inapplicable.entries.flatMap(({ ids }) => ids)

  it("names each case once, and none that is not there", () => {
    const ids = new Set(cases.map(({ id }) => id))
    assert.isEmpty(listed.filter((id) => !ids.has(id)))
    assert.strictEqual(new Set(listed).size, listed.length)
  })

  it("names every case that its kind or a circumstance rules out", () =>
    assert.sameMembers(
      cases.filter((one) => Inapplicable.reason(one) !== undefined).map(({ id }) => id),
      listed
    ))

  it("gives a reason in a sentence", () =>
    Inapplicable.entries.forEach(({ reason }) => assert.match(reason, /^\S.* .*\S$/)))

  it("is short", () => assert.isBelow(listed.length, 70))
})

describe("a case of somebody else", () => {
  const reason = (given: unknown, kind = "sync") => Inapplicable.reason({ id: "X-1", kind, given })

  it.each([
    ["requests that fail", { faults: { podControl: true } }, /no request can fail/],
    ["unmet expectations", { expectations: { creations: 1 } }, /no cache lags/],
    [
      "a Pod of no index",
      { spec: { completionMode: "Indexed" }, pods: [{ phase: "Failed" }] },
      /has an index/
    ],
    [
      "a Pod of a text that is no index",
      { spec: { completionMode: "Indexed" }, pods: [{ index: "-1" }] },
      /has an index/
    ],
    ["more Pods than upstream takes at once", { pods: [{ repeat: 501 }] }, /as large as it must be/],
    [
      "Pods that ran before their Job started",
      { spec: { suspend: true }, pods: [{ phase: "Succeeded" }] },
      /has a start time/
    ],
    ["Pods that came from outside", { steps: ["a pod is created from outside"] }, /none comes from outside/],
    ["a longest back-off of its own", { default: 5, max: 700, failures: 8 }, /no setting/]
  ])("cannot apply when it is given %s", (_, given, words) => assert.match(String(reason(given)), words))

  it.each(["queue", "handler", "adoption", "gangCandidate"])(
    "cannot apply when it is of the kind %s",
    (kind) => assert.isString(reason({}, kind))
  )

  it.each([
    { spec: { completionMode: "Indexed" }, pods: [{ index: "0" }, { repeat: 2, indexFrom: 1 }] },
    { spec: { suspend: true }, status: { startTime: -1 }, pods: [{ phase: "Succeeded" }] },
    { default: 5, max: 700, failures: 3 },
    "anything else"
  ])("applies otherwise: %j", (given) => assert.isUndefined(reason(given)))
})
