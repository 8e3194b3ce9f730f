/**
 * The stories that every runtime of containers is to live as they are played. They are short, for some live them in real
 * time, and their instants are apart by more than a busy machine is late.
 */
import type * as Scenario from "../../runtime/simulation/Scenario.ts"
import type { Story } from "./Story.ts"

type Members = Scenario.Scenario["manifest"]

const container = { name: "main", image: "none", command: ["run"] }

/** A manifest of one container; `spec` and `pod` add to it. */
const manifest = (spec: Members = {}, pod: Members = {}): Members => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "demo" },
  spec: { ...spec, template: { spec: { restartPolicy: "Never", containers: [container], ...pod } } }
})

const first = { ...container, name: "first" }
const beside = { ...container, name: "beside", restartPolicy: "Always" }

/** By what they tell. */
export const stories: Readonly<Record<string, Story>> = {
  "all indexes succeed": {
    manifest: manifest({ completions: 4, parallelism: 2, completionMode: "Indexed" }),
    pods: [{ match: { index: 1 }, runFor: 2500, exitCode: 0 }],
    until: 8000
  },
  "a failure is retried after its back-off (JC-94)": {
    manifest: manifest({ completions: 2, parallelism: 2, backoffLimit: 2 }),
    pods: [{ match: { ordinal: 1 }, runFor: 3000, exitCode: 3 }],
    until: 19_000
  },
  "an index fails for good, and the others go on (JC-130)": {
    manifest: manifest({
      completions: 3,
      parallelism: 3,
      completionMode: "Indexed",
      backoffLimitPerIndex: 0
    }),
    pods: [
      { match: { index: 1 }, runFor: 1000, exitCode: 1 },
      { runFor: 3000, exitCode: 0 }
    ],
    until: 7000
  },
  "the first failure is one too many": {
    manifest: manifest({ completions: 3, parallelism: 2, backoffLimit: 0 }),
    pods: [
      { match: { ordinal: 0 }, runFor: 1000, exitCode: 1 },
      { runFor: "forever", exitCode: 0 }
    ],
    until: 6000
  },
  "an exit code says that trying again is in vain (JC-113)": {
    manifest: manifest({
      completions: 2,
      parallelism: 2,
      podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [42] } }] }
    }),
    pods: [
      { match: { ordinal: 1 }, runFor: 1000, exitCode: 42 },
      { runFor: "forever", exitCode: 0, terminationTakes: 1000 }
    ],
    until: 6000
  },
  "the leader has succeeded, and that will do (JC-139)": {
    manifest: manifest({
      completions: 3,
      parallelism: 3,
      completionMode: "Indexed",
      successPolicy: { rules: [{ succeededIndexes: "0" }] }
    }),
    pods: [
      { match: { index: 0 }, runFor: 2000, exitCode: 0 },
      { runFor: "forever", exitCode: 0, terminationTakes: 1000 }
    ],
    until: 7000
  },
  "the deadline comes while Pods run": {
    manifest: manifest({ activeDeadlineSeconds: 3 }),
    pods: [{ runFor: "forever", exitCode: 0, terminationTakes: 1000 }],
    until: 9000
  },
  "a container runs again in place (LC-31)": {
    manifest: manifest({}, { restartPolicy: "OnFailure" }),
    pods: [{ runFor: 1000, exitCode: 0, restarts: 2 }],
    until: 18_000
  },
  "one container comes before, and one runs beside (LC-42, LC-52)": {
    manifest: manifest({}, { initContainers: [beside, first] }),
    pods: [
      {
        runFor: 2000,
        exitCode: 0,
        init: [
          { name: "first", runFor: 1000, exitCode: 0 },
          { name: "beside", terminationTakes: 1000 }
        ]
      }
    ],
    until: 9000
  },
  "a Job is suspended, and resumed": {
    manifest: manifest({ completions: 2, parallelism: 2 }),
    pods: [{ runFor: 4000, exitCode: 0 }],
    commands: [
      { at: 2000, patch: { spec: { suspend: true } } },
      { at: 5000, patch: { spec: { suspend: false } } }
    ],
    until: 13_000
  },
  "a Job is made smaller, and larger again": {
    manifest: manifest({ completions: 3, parallelism: 3, completionMode: "Indexed" }),
    pods: [
      { match: { index: 0 }, runFor: 2000, exitCode: 0 },
      { runFor: 6000, exitCode: 0 }
    ],
    commands: [
      { at: 1000, patch: { spec: { parallelism: 1, completions: 1 } } },
      { at: 1500, patch: { spec: { parallelism: 2, completions: 2 } } }
    ],
    until: 11_000
  }
}
