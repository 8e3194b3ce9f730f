/**
 * Random scenarios: small Jobs of every kind, Pods that fail in many ways, commands and faults at any time.
 */
import * as fc from "fast-check"
import type { Command, Fault, PodMatch, Rule, Scenario } from "../../src/runtime/simulation/Scenario.ts"

const optional = <A>(key: string, value: fc.Arbitrary<A>): fc.Arbitrary<Readonly<Record<string, A>>> =>
  fc.option(value, { nil: undefined }).map((drawn) => (drawn === undefined ? {} : { [key]: drawn }))

const merged = <A extends object>(...parts: ReadonlyArray<fc.Arbitrary<object>>): fc.Arbitrary<A> =>
  // The parts are the members of the type that is asked for.
  fc.tuple(...parts).map((drawn) => Object.assign({}, ...drawn) as A)

const millis = fc.integer({ min: 0, max: 40 }).map((halves) => halves * 500)

const match = merged<PodMatch>(
  optional("attempt", fc.nat(2)),
  optional("index", fc.nat(4)),
  optional("ordinal", fc.nat(6))
)

const rule = merged<Rule>(
  optional("match", match),
  optional("startAfter", millis),
  optional(
    "runFor",
    fc.oneof({ weight: 5, arbitrary: millis }, { weight: 1, arbitrary: fc.constant("forever") })
  ),
  optional("exitCode", fc.constantFrom(0, 0, 1, 3)),
  optional("ready", fc.boolean()),
  optional("restarts", fc.nat(3)),
  optional("podReason", fc.constant("Evicted")),
  optional("terminationTakes", millis)
)

const patch = merged<Readonly<Record<string, never>>>(
  optional("suspend", fc.boolean()),
  optional("parallelism", fc.nat(4)),
  optional("activeDeadlineSeconds", fc.integer({ min: 1, max: 30 }))
).map((spec) => ({ spec }))

const propagationPolicy = fc.constantFrom("Background", "Foreground", "Orphan")

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ at: millis, patch }) },
  { weight: 1, arbitrary: fc.record({ at: millis, delete: fc.record({ propagationPolicy }) }) },
  { weight: 3, arbitrary: fc.record({ at: millis, deletePod: match }) }
)

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ at: millis, controllerRestarts: fc.constant(true) }),
  fc.record({ at: millis, observationRepeats: match })
)

const template = fc.constantFrom("Never", "OnFailure").map((restartPolicy) => ({
  spec: { restartPolicy, containers: [{ name: "main", image: "busybox" }] }
}))

const common = [
  optional("backoffLimit", fc.nat(3)),
  optional("activeDeadlineSeconds", fc.integer({ min: 1, max: 60 })),
  optional("ttlSecondsAfterFinished", fc.nat(30)),
  optional("suspend", fc.boolean()),
  optional("podReplacementPolicy", fc.constantFrom("TerminatingOrFailed", "Failed")),
  fc.record({ parallelism: fc.integer({ min: 1, max: 4 }), template })
]

const spec = fc.oneof(
  merged<Record<string, never>>(...common),
  merged<Record<string, never>>(...common, fc.record({ completions: fc.integer({ min: 1, max: 5 }) })),
  merged<Record<string, never>>(
    ...common,
    fc.record({ completions: fc.integer({ min: 1, max: 5 }), completionMode: fc.constant("Indexed") })
  )
)

const metadata = { name: "bench" }

export const arbitrary: fc.Arbitrary<Scenario> = fc.record({
  manifest: spec.map((drawn) => ({ apiVersion: "batch/v1", kind: "Job", metadata, spec: drawn })),
  pods: fc.array(rule, { maxLength: 3 }),
  commands: fc.array(command, { maxLength: 3 }),
  faults: fc.array(fault, { maxLength: 3 }),
  until: fc.constant(3_600_000)
})
