/**
 * Random scenarios: a Job, Pods that do all sorts of things, users and faults that come at any time.
 *
 * Times fall on few instants, so that much happens at once; numbers are small, so that a scenario plays in a fraction
 * of a millisecond, and ends. A counterexample shrinks towards a Job with nothing set and a world where nothing
 * happens; `encode` makes of it what a scenario file holds.
 */
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as Scenario from "../runtime/simulation/Scenario.ts"
import * as FinalizersArbitrary from "./FinalizersArbitrary.ts"
import * as ManifestArbitrary from "./ManifestArbitrary.ts"

/** Around the end of a back-off. */
const aroundBackoff: fc.Arbitrary<number> = fc
  .tuple(fc.constantFrom(10000, 20000, 30000, 40000), fc.integer({ min: -1, max: 7 }))
  .map(([delay, halves]) => delay + halves * 500)

/** Milliseconds: whole seconds mostly, the length of a back-off, a fraction. */
const millis: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 8 }).map((seconds) => seconds * 1000) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 }).map((halves) => halves * 500) },
  { weight: 2, arbitrary: aroundBackoff },
  { weight: 1, arbitrary: fc.constantFrom(1, 999, 60000, 101000, 600000) }
)

const number: fc.Arbitrary<number> = fc.integer({ min: 0, max: 3 })

const match: fc.Arbitrary<Scenario.Match> = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 1, arbitrary: fc.tuple(number, number).map(([first, more]) => `${first}-${first + more}`) },
  { weight: 1, arbitrary: fc.array(number, { minLength: 1, maxLength: 2 }) }
)

/** Mostly one key: a Pod that must satisfy three is seldom there. */
const podMatch: fc.Arbitrary<Scenario.PodMatch> = fc.oneof(
  fc.constant({}),
  fc.record({ ordinal: match }),
  fc.record({ attempt: match }),
  fc.record({ index: match }),
  fc.record({ index: match, attempt: match, ordinal: match }, { requiredKeys: [] })
)

const runFor = fc.oneof(
  { weight: 6, arbitrary: millis },
  { weight: 1, arbitrary: fc.constant("forever" as const) }
)

/** Names are those of a random manifest; most rules are for all. */
const initRule: fc.Arbitrary<Scenario.InitRule> = fc.record(
  {
    name: fc.constantFrom("init-0", "init-1", "init-2"),
    ready: fc.boolean(),
    runFor,
    exitCode: fc.constantFrom(0, 0, 1, 3),
    signal: fc.constantFrom(9, 15),
    reason: fc.constant("OOMKilled"),
    restarts: fc.integer({ min: 0, max: 3 }),
    unhealthyAfter: millis,
    terminationTakes: millis
  },
  { requiredKeys: [] }
)

const init = fc.array(initRule, { minLength: 1, maxLength: 3 })

const rule: fc.Arbitrary<Scenario.Rule> = fc.record(
  {
    match: podMatch,
    startAfter: millis,
    ready: fc.boolean(),
    runFor,
    exitCode: fc.constantFrom(0, 1, 1, 3),
    signal: fc.constantFrom(9, 15),
    reason: fc.constant("OOMKilled"),
    podReason: fc.constant("Evicted"),
    conditions: fc.constant([{ type: "DisruptionTarget", status: "True" }]),
    restarts: fc.integer({ min: 0, max: 3 }),
    neverStarts: fc.boolean(),
    unhealthyAfter: millis,
    terminationTakes: millis,
    init
  },
  { requiredKeys: [] }
)

/** Most rules say little: when a run ends, and how. */
const rules: fc.Arbitrary<ReadonlyArray<Scenario.Rule>> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record(
        { match: podMatch, runFor: millis, exitCode: fc.constantFrom(0, 1, 1), init },
        { requiredKeys: ["match", "exitCode"] }
      )
    },
    { weight: 2, arbitrary: rule }
  ),
  { maxLength: 4 }
)

const { few, someSeconds, someFailures, podReplacementPolicy } = ManifestArbitrary

/** Changes that are accepted, as a rule. */
const change: fc.Arbitrary<Record<string, Schema.Json>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ suspend: fc.constantFrom(false, false, true) }) },
  { weight: 3, arbitrary: fc.record({ parallelism: few }) },
  { weight: 2, arbitrary: few.map((size) => ({ parallelism: size, completions: size })) },
  { weight: 1, arbitrary: fc.record({ backoffLimit: someFailures }) },
  { weight: 1, arbitrary: fc.record({ maxFailedIndexes: fc.option(fc.integer({ min: 0, max: 2 })) }) },
  { weight: 1, arbitrary: fc.record({ activeDeadlineSeconds: fc.option(someSeconds) }) },
  { weight: 1, arbitrary: fc.record({ ttlSecondsAfterFinished: fc.option(someSeconds) }) },
  { weight: 1, arbitrary: fc.record({ podReplacementPolicy }) }
)

/** Changes that are refused, as a rule. */
const refused: fc.Arbitrary<Record<string, Schema.Json>> = fc.constantFrom<Record<string, Schema.Json>>(
  { parallelism: -1 },
  { completions: 3 },
  { completionMode: "Indexed" },
  { podReplacementPolicy: "Sometimes" },
  { backoffLimit: "many" },
  { template: { spec: { restartPolicy: "Never" } } },
  {}
)

const spec = fc.record({
  spec: fc.oneof(
    { weight: 8, arbitrary: change },
    { weight: 2, arbitrary: fc.tuple(change, change).map(([left, right]) => ({ ...left, ...right })) },
    { weight: 1, arbitrary: refused }
  )
})

const tier = fc.record({ tier: fc.constantFrom(null, "gold", "of no class") })

const metadata = fc.record({
  metadata: fc.record(
    { labels: tier, annotations: tier, finalizers: fc.option(FinalizersArbitrary.finalizers) },
    { requiredKeys: [] }
  )
})

/** Accepted while the Job is suspended and no Pod runs (AJ-92). */
const template = tier.map((labels) => ({ spec: { template: { metadata: { labels } } } }))

const patch: fc.Arbitrary<Record<string, Schema.Json>> = fc.oneof(
  { weight: 12, arbitrary: spec },
  { weight: 2, arbitrary: metadata },
  { weight: 1, arbitrary: template },
  { weight: 1, arbitrary: fc.tuple(spec, metadata).map(([left, right]) => ({ ...left, ...right })) }
)

const deletion = fc.record(
  { propagationPolicy: fc.constantFrom("Background" as const, "Foreground" as const, "Orphan" as const) },
  { requiredKeys: [] }
)

/** What a user does. */
export const command: fc.Arbitrary<Scenario.Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ at: millis, patch }) },
  { weight: 1, arbitrary: fc.record({ at: millis, delete: deletion }) },
  { weight: 3, arbitrary: fc.record({ at: millis, deletePod: podMatch }) }
)

/** What goes wrong with the controller and its messages. */
export const fault: fc.Arbitrary<Scenario.Fault> = fc.oneof(
  fc.record({ at: millis, controllerRestarts: fc.constant(true as const) }),
  fc.record({ at: millis, observationRepeats: podMatch })
)

const start: fc.Arbitrary<string> = fc.constantFrom(
  Scenario.defaultStart,
  "2026-01-01T00:00:00.5Z",
  "2026-02-28T23:59:59.999Z",
  "2026-03-29T01:59:58+01:00"
)

/** A Pod that restarts in place for ever outlives a Job that orphans it. */
const longEnough = 1200000

/** Scenarios without faults. */
export const withoutFaults: fc.Arbitrary<Scenario.Scenario> = fc
  .record(
    {
      manifest: ManifestArbitrary.manifest,
      pods: rules,
      commands: fc.array(command, { maxLength: 5 }),
      start,
      until: fc.oneof({ weight: 3, arbitrary: fc.constant(longEnough) }, { weight: 1, arbitrary: millis })
    },
    { requiredKeys: ["manifest"] }
  )
  .map((scenario) => ("until" in scenario ? scenario : bounded(scenario)))

/**
 * Failures that are ignored, or restarts in place that no limit of the Job counts, can go on for ever; so can those of a
 * container with a policy of its own.
 */
const mayFailForEver = (manifest: Scenario.Scenario["manifest"]): boolean => {
  const text = JSON.stringify(manifest)
  const policies = text.split('"restartPolicy"').length - 1
  return text.includes('"Ignore"') || text.includes('"backoffLimitPerIndex"') || policies > 1
}

const bounded = (scenario: Scenario.Scenario): Scenario.Scenario =>
  mayFailForEver(scenario.manifest) || scenario.commands?.some((one) => "delete" in one) === true
    ? { ...scenario, until: longEnough }
    : scenario

/** Scenarios in which also the controller restarts and observations come twice. */
export const scenario: fc.Arbitrary<Scenario.Scenario> = fc
  .tuple(withoutFaults, fc.option(fc.array(fault, { minLength: 1, maxLength: 4 })))
  .map(([story, faults]) => (faults === null ? story : { ...story, faults }))

/** A scenario as JSON, as a file holds it. */
export const encode: (scenario: Scenario.Scenario) => typeof Scenario.Scenario.Encoded = Schema.encodeSync(
  Scenario.Scenario
)
