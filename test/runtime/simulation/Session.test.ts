import { describe, expect, it } from "vitest"
import type { Batch } from "../../../src/domain/job/Decider.ts"
import { answer, conditions, lives, scenario, seconds, watched } from "./Play.ts"

const forever = { runFor: "forever" }
const patch = (at: string, spec: object) => ({ at, patch: { spec } })
const tags = ({ events }: Pick<Batch, "events">) => events.map(({ _tag }) => _tag)

describe("of what happens at one instant (TR-3)", () => {
  it("a command comes before a Pod's end", () => {
    const story = scenario({}, { commands: [patch("2s", { suspend: true })], until: "5s" })
    expect(answer(story).status).not.toHaveProperty("succeeded")
    expect(lives(story)).toEqual(["#0 created 0, started 1, finished 2, asked to go 2, gone 2, Succeeded 0"])
  })

  it("commands come in the order of the file", () => {
    const limits = (...values: ReadonlyArray<number>) =>
      watched(scenario({}, { commands: values.map((backoffLimit) => patch("1s", { backoffLimit })) })).job
        .spec.backoffLimit
    expect(limits(2, 3)).toBe(3)
    expect(limits(3, 2)).toBe(2)
  })

  it("Pods come in the order in which their timers were set", () => {
    const pods = [
      { match: { ordinal: 0 }, startAfter: "2s", runFor: "1s" },
      { startAfter: "1s", runFor: "2s" }
    ]
    const { events } = watched(scenario({ parallelism: 3, completions: 3 }, { pods }))
    const ended = events.flatMap((event) => (event._tag === "ContainerExited" ? [event.ordinal] : []))
    expect(ended).toEqual([1, 2, 0])
  })

  it("a Pod's end comes before the deadline, and is counted", () => {
    const story = scenario({ activeDeadlineSeconds: 2, completions: 2 })
    expect(answer(story).status).toMatchObject({ succeeded: 1 })
    expect(conditions(story)).toEqual(["FailureTarget 2", "Failed 2"])
  })

  it("each fact is a batch of its own, with all that follows", () => {
    const { batches } = watched(scenario())
    expect(batches.map(tags)).toEqual([
      ["JobCreated", "JobStarted", "PodCreated"],
      ["SlotGranted", "PodScheduled"],
      ["ContainerStarted", "PodStarted"],
      ["ContainerExited", "PodSucceeded", "PodReleased", "SuccessCriteriaMet", "JobCompleted"]
    ])
  })
})

describe("a Job changed in the instant of its creation", () => {
  it("is seen as it is then: suspended, it never has a Pod", () => {
    const story = scenario({}, { commands: [patch("0s", { suspend: true })] })
    expect(tags(watched(story))).toEqual(["JobCreated", "JobSpecChanged", "JobSuspended"])
    expect(lives(story)).toEqual([])
    expect(conditions(story)).toEqual(["Suspended 0"])
  })

  it("and resumed in it, is taken for one that was suspended", () => {
    const story = scenario(
      {},
      { commands: [patch("0s", { suspend: true }), patch("0s", { suspend: false })] }
    )
    expect(conditions(story)).toEqual(["Suspended=False 0", "SuccessCriteriaMet 2", "Complete 2"])
  })

  it("and deleted in it, was never seen (TR-20)", () => {
    for (const propagationPolicy of ["Background", "Orphan"]) {
      const story = scenario({}, { commands: [{ at: "0s", delete: { propagationPolicy } }] })
      expect(answer(story)).toMatchObject({ deletedAt: "2026-01-01T00:00:00Z", pods: [], events: [] })
    }
  })

  it("by a patch that is refused, goes on as it was", () => {
    const story = scenario({}, { commands: [patch("0s", { parallelism: -1 })] })
    expect(lives(story)).toEqual(["#0 created 0, started 1, finished 2, Succeeded 0"])
    expect(answer(story).rejected).toMatchObject([{ at: "2026-01-01T00:00:00Z", command: 0 }])
  })

  it("by a later command, is not changed yet", () => {
    const story = scenario({}, { commands: [patch("1ms", { suspend: true })] })
    expect(lives(story)).toEqual(["#0 created 0, asked to go 0.001, gone 0.001, Pending"])
  })
})

describe("a command that is refused (TR-26)", () => {
  it("changes nothing, and is listed with the API's words", () => {
    const commands = [patch("1s", { backoffLimit: 3 }), patch("1500ms", { completionMode: "Indexed" })]
    const { rejected, job } = watched(scenario({}, { commands }))
    expect(rejected).toEqual(['1: spec.completionMode: Invalid value: "Indexed": field is immutable'])
    expect(job.spec).toMatchObject({ backoffLimit: 3, completionMode: "NonIndexed" })
  })

  it("is one that comes after the Job is gone", () => {
    const gone = { at: "1s", delete: { propagationPolicy: "Background" } }
    expect(watched(scenario({}, { commands: [gone, patch("2s", { suspend: true })] })).rejected).toEqual([
      `1: jobs.batch "demo" not found`
    ])
  })

  it("is not a second deletion of a Job that is gone", () => {
    const gone = (at: string) => ({ at, delete: { propagationPolicy: "Background" } })
    expect(watched(scenario({}, { commands: [gone("1s"), gone("2s")] })).rejected).toEqual([])
  })

  it("leaves no trace in an answer without any", () => {
    expect(answer(scenario())).not.toHaveProperty("rejected")
  })
})

describe("timers", () => {
  it("that were armed anew ring for nothing", () => {
    const commands = [patch("3s", { activeDeadlineSeconds: 20 })]
    expect(conditions(scenario({ activeDeadlineSeconds: 10 }, { pods: [forever], commands }))).toEqual([
      "FailureTarget 20",
      "Failed 21"
    ])
  })

  it("ring when the back-off is over (JC-99)", () => {
    const pods = [{ match: { ordinal: "0-2" }, exitCode: 1 }]
    expect(lives(scenario({}, { pods }))).toEqual([
      "#0 created 0, started 1, finished 2, Failed 1",
      "#1 created 12, started 13, finished 14, Failed 1",
      "#2 created 34, started 35, finished 36, Failed 1",
      "#3 created 76, started 77, finished 78, Succeeded 0"
    ])
  })

  it("that are due at once are told at once", () => {
    const commands = [patch("90s", { ttlSecondsAfterFinished: 10 })]
    expect(answer(scenario({}, { commands })).deletedAt).toBe("2026-01-01T00:01:30Z")
  })
})

describe("a fault changes nothing of the answer (P7):", () => {
  const instants = Array.from({ length: 45 }, (_, half) => `${half * 500}ms`)
  const stories = {
    "failures, restarts of containers, a suspension": [
      { parallelism: 2, completions: 3, backoffLimit: 20 },
      {
        pods: [
          { match: { ordinal: 0 }, restarts: 3 },
          { match: { ordinal: 1 }, podReason: "Evicted" }
        ],
        commands: [patch("6s", { suspend: true }), patch("7s", { suspend: false })]
      },
      { restartPolicy: "OnFailure" }
    ],
    "a deadline": [
      { activeDeadlineSeconds: 9 },
      { pods: [{ runFor: "forever", terminationTakes: "5s" }] },
      {}
    ],
    "a deletion": [
      { parallelism: 2, completions: 2 },
      { pods: [forever], commands: [{ at: "5s", delete: { propagationPolicy: "Foreground" } }] },
      {}
    ],
    "a TTL": [{ ttlSecondsAfterFinished: 5 }, {}, {}]
  } as const

  it.each(Object.entries(stories))("the controller restarts during %s", (_, [spec, rest, pod]) => {
    const faults = instants.map((at) => ({ at, controllerRestarts: true }))
    expect(answer(scenario(spec, { ...rest, faults }, pod))).toEqual(answer(scenario(spec, rest, pod)))
  })

  it.each(Object.entries(stories))("observations are repeated during %s", (_, [spec, rest, pod]) => {
    const faults = instants.flatMap((at) => [
      { at, observationRepeats: {} },
      { at, observationRepeats: { ordinal: 0 } }
    ])
    expect(answer(scenario(spec, { ...rest, faults }, pod))).toEqual(answer(scenario(spec, rest, pod)))
  })

  it("the controller restarts before and after everything", () => {
    const faults = [
      { at: "0s", controllerRestarts: true },
      { at: "1h", controllerRestarts: true }
    ]
    expect(seconds(answer(scenario({}, { faults })).finishedAt ?? "")).toBe(2)
  })
})
