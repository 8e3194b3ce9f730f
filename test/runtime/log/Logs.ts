import * as Result from "effect/Result"
import * as Jsonl from "../../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import * as Simulation from "../../../src/runtime/simulation/Simulation.ts"

/** A Job of three indexes; index 1 fails once, the user suspends and resumes it, and its TTL runs out. */
export const story = {
  manifest: {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "demo" },
    spec: {
      completions: 3,
      parallelism: 2,
      completionMode: "Indexed",
      ttlSecondsAfterFinished: 30,
      template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }] } }
    }
  },
  pods: [{ match: { index: 1, attempt: 0 }, exitCode: 1 }, { runFor: "5s" }],
  commands: [
    { at: "4s", patch: { spec: { suspend: true } } },
    { at: "20s", patch: { spec: { suspend: false } } }
  ]
}

/** The records of a scenario's log. */
export const records = (input: unknown): ReadonlyArray<Jsonl.HashedRecord> => {
  const scenario = Result.getOrThrow(Scenario.decode(input))
  const all: Array<Jsonl.HashedRecord> = []
  let head = LogHead.empty
  Result.getOrThrow(
    Simulation.run(scenario, {
      batch: ({ events, job }) => {
        const added = LogHead.records(head, LogHead.jobStream(job.metadata.uid), all.length, events)
        head = LogHead.after(head, added)
        all.push(...added)
      },
      rejected: () => undefined
    })
  )
  return all
}

export const lines = (input: unknown): ReadonlyArray<string> => records(input).map(Jsonl.line)
