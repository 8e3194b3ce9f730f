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

export const raised = story(
  { parallelism: 1, completions: 4 },
  { pods: [{ runFor: "30s" }], commands: [{ at: "5s", patch: { spec: { parallelism: 2 } } }], until: "8s" }
)
