/** True histories, one for each thing a Job can do, that `Laws.test.ts` tampers with. */
import { story } from "./Tampered.ts"

export const succeeds = story({ completions: 2, parallelism: 1 })
export const indexed = story({ completions: 2, completionMode: "Indexed" })
export const fails = story({ completions: 1, backoffLimit: 1 }, { pods: [{ exitCode: 1 }] })
export const restarts = story({}, { pods: [{ restarts: 2 }] }, { restartPolicy: "OnFailure" })
export const queue = story({ parallelism: 2 }, { pods: [{ match: { ordinal: 0 } }, { runFor: "5s" }] })
export const suspended = story(
  { completions: 2, parallelism: 2 },
  {
    pods: [{ runFor: "30s" }],
    commands: [
      { at: "5s", patch: { spec: { suspend: true } } },
      { at: "9s", patch: { spec: { suspend: false } } }
    ]
  }
)
export const suspendedPending = story(
  { suspend: false },
  { pods: [{ startAfter: "30s" }], commands: [{ at: "5s", patch: { spec: { suspend: true } } }] }
)
export const scaled = story(
  { parallelism: 3, completions: 9 },
  { pods: [{ runFor: "30s" }], commands: [{ at: "5s", patch: { spec: { parallelism: 1 } } }], until: "8s" }
)
export const late = story({ activeDeadlineSeconds: 5 }, { pods: [{ runFor: "forever" }] })
export const expires = story({ ttlSecondsAfterFinished: 5 })
export const deleted = story(
  {},
  { pods: [{ runFor: "30s" }], commands: [{ at: "5s", delete: { propagationPolicy: "Foreground" } }] }
)

/** Its Pod outlives it. */
export const orphaned = story(
  {},
  { pods: [{ runFor: "30s" }], commands: [{ at: "5s", delete: { propagationPolicy: "Orphan" } }] }
)

/** Another controller sees to it. */
export const managedElsewhere = story({ managedBy: "example.com/other" })

/** Deleted in the foreground, and kept by somebody. */
export const kept = story(
  {},
  {
    pods: [{ runFor: "30s" }],
    commands: [
      { at: "3s", patch: { metadata: { finalizers: ["example.com/keep"] } } },
      { at: "5s", delete: { propagationPolicy: "Foreground" } }
    ]
  }
)

/** Index 0 fails twice, once too often; index 1 takes its time. */
export const indexFails = story(
  { completions: 2, parallelism: 2, completionMode: "Indexed", backoffLimitPerIndex: 1 },
  { pods: [{ match: { index: 0 }, exitCode: 1 }, { runFor: "60s" }] }
)
/** Each of three indexes fails for good at once; two may. */
export const indexesFail = story(
  {
    completions: 3,
    parallelism: 1,
    completionMode: "Indexed",
    backoffLimitPerIndex: 0,
    maxFailedIndexes: 1
  },
  { pods: [{ exitCode: 1 }] }
)
/** A disruption is ignored, then exit code 3 fails the Job. */
export const policy = story(
  {
    podReplacementPolicy: "Failed",
    podFailurePolicy: {
      rules: [
        { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] },
        { action: "FailJob", onExitCodes: { operator: "In", values: [3] } }
      ]
    }
  },
  { pods: [{ match: { ordinal: 0 }, conditions: [{ type: "DisruptionTarget" }] }, { exitCode: 3 }] }
)
/** The first index is enough; the second runs on. */
export const leader = story(
  {
    completions: 2,
    parallelism: 2,
    completionMode: "Indexed",
    successPolicy: { rules: [{ succeededIndexes: "0" }] }
  },
  { pods: [{ match: { index: 0 } }, { runFor: "forever" }] }
)

export const raised = story(
  { parallelism: 1, completions: 4 },
  { pods: [{ runFor: "30s" }], commands: [{ at: "5s", patch: { spec: { parallelism: 2 } } }], until: "8s" }
)

const image = "busybox"

/** Two init containers, the second of them a sidecar. */
export const withInit = story(
  {},
  {},
  {
    initContainers: [
      { name: "first", image },
      { name: "beside", image, restartPolicy: "Always" }
    ]
  }
)

/** Its container ends with a code for which the Pod starts over, and then well. */
export const startsOver = story(
  { backoffLimit: 0 },
  { pods: [{ restarts: 1 }] },
  {
    initContainers: [{ name: "first", image }],
    containers: [
      {
        name: "main",
        image,
        restartPolicy: "Never",
        restartPolicyRules: [{ action: "RestartAllContainers", exitCodes: { operator: "In", values: [1] } }]
      },
      { name: "beside", image }
    ]
  }
)

/** Its readiness gate is never opened. */
export const gated = story({}, {}, { readinessGates: [{ conditionType: "example.com/gate" }] })

/** The Pod itself is past its deadline. */
export const latePod = story(
  { backoffLimit: 0 },
  { pods: [{ runFor: "forever" }] },
  { activeDeadlineSeconds: 3 }
)

/** Its container is not alive any more, by its probe. */
export const unwell = story(
  { backoffLimit: 0 },
  { pods: [{ runFor: "forever", unhealthyAfter: "4s" }] },
  { containers: [{ name: "main", image, livenessProbe: { exec: { command: ["true"] } } }] }
)
