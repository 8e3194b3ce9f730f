import { describe, expect, it } from "vitest"
import { answer, scenario, seconds } from "./Play.ts"

const patch = (at: string, spec: object) => ({ at, patch: { spec } })

describe("the history of a status (TR-23)", () => {
  it("has every distinct status with its exact time", () => {
    const { statusHistory } = answer(scenario({}, { pods: [{ startAfter: "500ms" }] }))
    expect(statusHistory.map(({ at, status }) => [seconds(at), status.active ?? 0, status.ready])).toEqual([
      [0, 1, 0],
      [0.5, 1, 1],
      [1.5, 0, 0],
      [1.5, 0, 0]
    ])
  })

  it("shows the interim condition alone before the final one (JC-30, JC-31)", () => {
    const { statusHistory } = answer(scenario())
    expect(statusHistory.slice(-2).map(({ status }) => status.conditions?.map(({ type }) => type))).toEqual([
      ["SuccessCriteriaMet"],
      ["SuccessCriteriaMet", "Complete"]
    ])
    expect(statusHistory.at(-2)?.status).not.toHaveProperty("completionTime")
  })

  it("does not list a change that shows nowhere", () => {
    const quiet = answer(scenario({}, { commands: [patch("1500ms", { backoffLimit: 9 })] }))
    expect(quiet.statusHistory).toEqual(answer(scenario()).statusHistory)
  })

  it("ends with the status at the end (TR-22)", () => {
    const { status, statusHistory } = answer(scenario({ completions: 3 }))
    expect(statusHistory.at(-1)?.status).toEqual(status)
  })

  it("stands still once the Job is gone (TR-22)", () => {
    const commands = [{ at: "1500ms", delete: { propagationPolicy: "Background" } }]
    const gone = answer(scenario({}, { commands }))
    expect(gone.statusHistory.map(({ at }) => seconds(at))).toEqual([0, 1])
    expect(gone.status).toMatchObject({ active: 1, ready: 1 })
    expect(gone.finishedAt).toBeNull()
  })

  it("stands still, too, while orphaned Pods live on (TR-20)", () => {
    const commands = [{ at: "1500ms", delete: { propagationPolicy: "Orphan" } }]
    const gone = answer(scenario({}, { commands }))
    expect(gone.statusHistory.map(({ at }) => seconds(at))).toEqual([0, 1])
    expect(gone.pods[0]).toMatchObject({ phase: "Succeeded", deletedAt: null })
  })

  it("is cut after 200, and says how many more there were", () => {
    const { statusHistory, statusHistoryTruncated, status } = answer(scenario({ completions: 150 }))
    expect(statusHistory).toHaveLength(200)
    expect(statusHistoryTruncated).toBe(102)
    expect(status).toMatchObject({ succeeded: 150 })
    expect(answer(scenario())).not.toHaveProperty("statusHistoryTruncated")
  })
})

describe("the Kubernetes Events of an answer (TR-25)", () => {
  it("come in the order emitted, with exact times and Pods named by ordinal (TR-28)", () => {
    const commands = [patch("1500ms", { suspend: true }), patch("9s", { suspend: false })]
    const { events } = answer(scenario({}, { commands }))
    expect(
      events.map(({ at, type, reason, message }) => `${seconds(at)} ${type} ${reason}: ${message}`)
    ).toEqual([
      "0 Normal SuccessfulCreate: Created pod: demo-#0",
      "1.5 Normal SuccessfulDelete: Deleted pod: demo-#0",
      "1.5 Normal Suspended: Job suspended",
      "9 Normal SuccessfulCreate: Created pod: demo-#1",
      "9 Normal Resumed: Job resumed",
      "11 Normal Completed: Job completed"
    ])
  })

  it("are 3000 at most", () => {
    expect(answer(scenario({ parallelism: 3001, completions: 3001 }, { until: "0s" })).events).toHaveLength(
      3000
    )
  })
})

describe("the Pods of an answer (TR-24)", () => {
  it("have an index where the Job has some, and attempts that count within it", () => {
    const pods = [{ match: { index: 1, attempt: 0 }, exitCode: 1 }]
    const indexed = { completionMode: "Indexed", parallelism: 2, completions: 2 } as const
    const listed = answer(scenario(indexed, { pods })).pods
    expect(listed.map(({ name, index, attempt, ordinal }) => [name, index, attempt, ordinal])).toEqual([
      ["demo-0-#0", 0, 0, 0],
      ["demo-1-#1", 1, 0, 1],
      ["demo-1-#2", 1, 1, 2]
    ])
  })

  it("show times that the API stores in whole seconds, and others exactly", () => {
    const commands = [{ at: "3700ms", deletePod: {} }]
    expect(
      answer(scenario({}, { commands, pods: [{ startAfter: "1250ms", runFor: "1s" }] })).pods[0]
    ).toMatchObject({
      createdAt: "2026-01-01T00:00:00Z",
      startedAt: "2026-01-01T00:00:01Z",
      finishedAt: "2026-01-01T00:00:02Z",
      deletionRequestedAt: "2026-01-01T00:00:03.7Z",
      deletedAt: "2026-01-01T00:00:03.7Z"
    })
  })

  it("show no code while they may still run in place", () => {
    const waiting = scenario({}, { pods: [{ restarts: 2 }], until: "5s" }, { restartPolicy: "OnFailure" })
    expect(answer(waiting).pods[0]).toMatchObject({ phase: "Running", exitCode: null, restarts: 1 })
  })
})
