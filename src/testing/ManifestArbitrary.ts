/**
 * Random Jobs, valid ones, with the values that hurt: zeros, ones, and bounds that are reached.
 */
import type * as Schema from "effect/Schema"
import * as fc from "fast-check"
import * as FinalizersArbitrary from "./FinalizersArbitrary.ts"

/** A Job's parallelism, completions and the like: small, so that a story is short, and often 0 or 1. */
export const few: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 14 }) }
)

/** Seconds of a deadline or a TTL: those within which things happen. */
export const someSeconds: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(20, 30, 60, 100, 400) }
)

/** How many failures a Job survives; the default is 6. */
export const someFailures: fc.Arbitrary<number> = fc.integer({ min: 0, max: 5 })

export const podReplacementPolicy: fc.Arbitrary<string> = fc.constantFrom("Failed", "TerminatingOrFailed")

/** Fixed completion count, work queue, Indexed, and what defaulting makes of nothing (JC-162). */
const counts: fc.Arbitrary<Record<string, Schema.Json>> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ parallelism: few }) },
  {
    weight: 4,
    arbitrary: fc.record({ parallelism: few, completions: few }, { requiredKeys: ["completions"] })
  },
  {
    weight: 5,
    arbitrary: fc.record(
      { parallelism: few, completions: few, completionMode: fc.constant("Indexed") },
      { requiredKeys: ["completions", "completionMode"] }
    )
  }
)

const exitCodes: fc.Arbitrary<Schema.Json> = fc.record(
  {
    containerName: fc.constant("main"),
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.constantFrom([1], [3], [1, 3], [137], [2, 143])
  },
  { requiredKeys: ["operator", "values"] }
)

const podConditions: fc.Arbitrary<Schema.Json> = fc.record(
  { type: fc.constantFrom("DisruptionTarget", "ConfigIssue"), status: fc.constantFrom("True", "False") },
  { requiredKeys: ["type"] }
)

/** Rules of a podFailurePolicy; an index can fail by one only where it has a limit (AJ-46). */
const failureRules = (hasIndexLimit: boolean): fc.Arbitrary<Schema.Json> =>
  fc.array(
    fc
      .tuple(
        fc.constantFrom("FailJob", "FailJob", "Ignore", "Count", ...(hasIndexLimit ? ["FailIndex"] : [])),
        fc.oneof(
          exitCodes.map((onExitCodes) => ({ onExitCodes })),
          fc
            .array(podConditions, { minLength: 1, maxLength: 2 })
            .map((onPodConditions) => ({ onPodConditions }))
        )
      )
      .map(([action, criterion]) => ({ action, ...criterion })),
    { minLength: 1, maxLength: 3 }
  )

const indexLimits = (completions: number): fc.Arbitrary<Record<string, Schema.Json>> =>
  fc.record(
    {
      backoffLimitPerIndex: fc.integer({ min: 0, max: 2 }),
      maxFailedIndexes: fc.integer({ min: 0, max: Math.max(0, completions - 1) })
    },
    { requiredKeys: ["backoffLimitPerIndex"] }
  )

const successRules = (completions: number): fc.Arbitrary<Schema.Json> => {
  const count = fc.integer({ min: 0, max: completions })
  const last = Math.max(0, completions - 1)
  const rule = fc.oneof(
    count.map((succeededCount) => ({ succeededCount })),
    fc.tuple(fc.integer({ min: 0, max: last }), fc.integer({ min: 0, max: last })).map(([one, other]) => ({
      succeededIndexes: one === other ? `${one}` : `${Math.min(one, other)}-${Math.max(one, other)}`
    })),
    fc
      .integer({ min: 0, max: last })
      .map((end) => ({ succeededIndexes: end === 0 ? "0" : `0-${end}`, succeededCount: end }))
  )
  return fc.array(rule, { minLength: 1, maxLength: 2 })
}

type Spec = Record<string, Schema.Json>

const optionally = (arbitrary: fc.Arbitrary<Spec>, freq: number): fc.Arbitrary<Spec> =>
  fc.option(arbitrary, { freq, nil: {} })

/** What only an Indexed Job may have. */
const ofIndexed = ({ completionMode, completions }: Spec): fc.Arbitrary<Spec> => {
  if (completionMode !== "Indexed" || typeof completions !== "number") return fc.constant({})
  return fc
    .tuple(
      optionally(indexLimits(completions), 2),
      completions === 0
        ? fc.constant({})
        : optionally(
            successRules(completions).map((rules) => ({ successPolicy: { rules } })),
            3
          )
    )
    .map(([limits, success]) => ({ ...limits, ...success }))
}

/** A policy about failures binds the two others it goes with (AJ-54, AJ-55). */
const withFailureRules = (spec: Spec): fc.Arbitrary<Spec> =>
  optionally(
    failureRules("backoffLimitPerIndex" in spec).map((rules) => ({
      podFailurePolicy: { rules },
      podReplacementPolicy: "Failed"
    })),
    3
  ).map((policy) => ({ ...spec, ...policy }))

const managed: fc.Arbitrary<Spec> = fc.oneof(
  { weight: 20, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom<Spec>({ managedBy: "kubernetes.io/job-controller" }) },
  { weight: 1, arbitrary: fc.constantFrom<Spec>({ managedBy: "example.com/other" }) }
)

/** `null` is as good as nothing (AJ-6). A deadline cuts a story short, so most have none. */
const seldom = (arbitrary: fc.Arbitrary<number>): fc.Arbitrary<number | null> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

const policies: fc.Arbitrary<Record<string, Schema.Json>> = fc.record(
  {
    backoffLimit: someFailures,
    podReplacementPolicy,
    activeDeadlineSeconds: seldom(someSeconds),
    ttlSecondsAfterFinished: seldom(someSeconds),
    suspend: fc.constantFrom(false, false, true)
  },
  { requiredKeys: [] }
)

const restartRule: fc.Arbitrary<Spec> = fc.constantFrom<Spec>(
  { action: "Restart", exitCodes: { operator: "In", values: [1] } },
  { action: "Restart", exitCodes: { operator: "NotIn", values: [0, 3] } },
  { action: "RestartAllContainers", exitCodes: { operator: "In", values: [3, 137] } },
  { action: "RestartAllContainers", exitCodes: { operator: "NotIn", values: [0] } }
)

/** What a container says of its restarts, if it says anything (LC-2). */
const restarts = (policies: ReadonlyArray<string>): fc.Arbitrary<Spec> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    {
      weight: 2,
      arbitrary: fc.record(
        {
          restartPolicy: fc.constantFrom(...policies),
          restartPolicyRules: fc.array(restartRule, { minLength: 1, maxLength: 2 })
        },
        { requiredKeys: ["restartPolicy"] }
      )
    }
  )

const named = (name: string, policy: fc.Arbitrary<Spec>): fc.Arbitrary<Spec> =>
  policy.map((restart) => ({ name, image: "busybox", ...restart }))

const ownPolicy = optionally(
  fc.constantFrom<Spec>(
    { livenessProbe: { exec: { command: ["true"] } } },
    { startupProbe: { exec: { command: ["true"] }, terminationGracePeriodSeconds: 5 } }
  ),
  3
).chain((probes) => restarts(["Never", "OnFailure", "Always"]).map((restart) => ({ ...restart, ...probes })))

const containers: fc.Arbitrary<ReadonlyArray<Spec>> = fc.oneof(
  { weight: 2, arbitrary: named("main", ownPolicy).map((main) => [main]) },
  { weight: 1, arbitrary: fc.tuple(named("main", ownPolicy), named("sidekick", ownPolicy)) }
)

const initContainer = fc.oneof(
  { weight: 3, arbitrary: restarts(["Never", "OnFailure"]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Spec>(
      { restartPolicy: "Always" },
      { restartPolicy: "Always", livenessProbe: { exec: { command: ["true"] } } }
    )
  }
)

/** One behind the other, sidecars among them. */
const initContainers: fc.Arbitrary<ReadonlyArray<Spec>> = fc
  .array(initContainer, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((restart, position) => ({ name: `init-${position}`, image: "busybox", ...restart })))

const podSpec: fc.Arbitrary<Spec> = fc
  .tuple(
    fc.record(
      {
        restartPolicy: fc.constantFrom("Never", "Never", "OnFailure"),
        containers,
        terminationGracePeriodSeconds: fc.constantFrom(0, 1, 30)
      },
      { requiredKeys: ["restartPolicy", "containers"] }
    ),
    optionally(
      initContainers.map((all) => ({ initContainers: all })),
      2
    ),
    optionally(
      someSeconds.map((seconds) => ({ activeDeadlineSeconds: Math.max(1, seconds) })),
      6
    ),
    fc.oneof(
      { weight: 15, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: fc.constant({ readinessGates: [{ conditionType: "example.com/gate" }] }) }
    )
  )
  .map(([pod, init, deadline, gates]): Spec => ({ ...pod, ...init, ...deadline, ...gates }))

/** A Job's manifest, as JSON. */
export const manifest: fc.Arbitrary<Record<string, Schema.Json>> = fc
  .tuple(counts, policies, podSpec, managed, FinalizersArbitrary.ofMetadata)
  .chain(([count, policy, pod, manager, kept]) =>
    ofIndexed(count)
      .chain((limits) => withFailureRules({ ...count, ...policy, ...limits }))
      .map((spec) => ({ spec, pod, manager, kept }))
  )
  .map(({ spec, pod, manager, kept }) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "demo", ...kept },
    spec: {
      ...spec,
      ...manager,
      template: { spec: "podFailurePolicy" in spec ? { ...pod, restartPolicy: "Never" } : pod }
    }
  }))
