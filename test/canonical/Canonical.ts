/**
 * The canonical histories: sixty scenarios, each of which is about one thing a Job may go through. They are the
 * examples, the histories that taught something, and golden traces, by name.
 */
import { readFileSync } from "node:fs"
import * as Result from "effect/Result"
import { parse } from "yaml"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"

const examples = [
  "deadline",
  "elastic-scale-down",
  "failure-rules",
  "foreground-deletion",
  "index-limits",
  "leader-decides",
  "restarts-in-place",
  "sidecar",
  "suspend-and-resume",
  "third-index-fails-twice",
  "time-to-live",
  "work-queue"
]

const histories = [
  "a-probe-ends-what-would-succeed",
  "controller-restarts-and-the-status-stays",
  "cut-off-pod-fails-uncounted",
  "deadline-comes-while-a-sidecar-ends",
  "most-steps-in-one-batch",
  "suspended-job-completes-by-scaling-down",
  "suspended-job-fails-by-a-lower-limit"
]

const traces: ReadonlySet<string> = new Set([
  "single-pod-succeeds",
  "single-pod-fails-until-default-backoff-limit",
  "fixed-completions-parallel",
  "parallelism-zero-waits",
  "work-queue-failures-before-success",
  "indexed-one-index-fails-twice",
  "backoff-doubles-to-ten-minutes",
  "backoff-resets-after-success",
  "backoff-counts-failures-of-the-same-second",
  "mass-failure-beyond-backoff-limit-in-one-second",
  "onfailure-restarts-add-up-over-pods",
  "onfailure-crashloop-delay-grows-to-five-minutes",
  "onfailure-crashloop-reset-after-ten-minutes",
  "onfailure-evicted-pod-is-replaced",
  "per-index-limit-one-index-fails-for-good",
  "per-index-backoff-is-per-index",
  "max-failed-indexes-exceeded",
  "policy-failjob-slow-termination-delays-failed",
  "policy-ignore-disruption",
  "policy-failindex",
  "policy-ignored-failures-still-back-off",
  "success-policy-count-of-indexes",
  "success-policy-slow-termination-delays-complete",
  "replacement-terminating-or-failed-replaces-at-once",
  "replacement-failed-waits-for-termination",
  "terminating-pod-that-succeeds-after-all",
  "pending-pod-deleted-is-replaced",
  "deadline-exceeded-with-slow-termination",
  "deadline-during-backoff",
  "deadline-shortened-below-elapsed",
  "deadline-restarts-at-resume",
  "suspended-at-creation-and-resumed",
  "suspend-with-slow-termination-then-quick-resume",
  "suspend-during-backoff",
  "parallelism-to-zero-and-back",
  "elastic-shrink-completes",
  "elastic-shrink-and-grow-reruns-index",
  "ttl-after-failure",
  "delete-orphan-lets-pods-run",
  "somebody-deletes-pods-beyond-backoff-limit",
  "sub-second-lives"
])

export interface Canonical {
  readonly name: string
  readonly scenario: Scenario.Scenario
}

const read = (folder: string) => (name: string) => ({
  name,
  scenario: parse(readFileSync(`${folder}/${name}.yaml`, "utf8")) as unknown
})

const ofTraces = readFileSync("test/conformance/traces.jsonl", "utf8")
  .split("\n")
  .filter((line) => line !== "")
  // Every line is a trace.
  .map((line) => JSON.parse(line) as { readonly id: string; readonly scenario: unknown })
  .filter(({ id }) => traces.has(id))
  .map(({ id, scenario }) => ({ name: id, scenario }))

export const canonical: ReadonlyArray<Canonical> = [
  ...examples.map(read("examples")),
  ...histories.map(read("test/histories")),
  ...ofTraces
].map(({ name, scenario }) => ({ name, scenario: Result.getOrThrow(Scenario.decode(scenario)) }))
