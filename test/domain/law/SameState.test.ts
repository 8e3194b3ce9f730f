import { describe, expect, it } from "vitest"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import type { Job } from "../../../src/domain/job/Job.ts"
import * as SameState from "../../../src/domain/law/SameState.ts"
import { story, type Batches } from "./Tampered.ts"

/** An Indexed Job in the midst of things: Pods that run, back off, ended, are asked to terminate; all timers armed. */
const lively: Batches = story(
  {
    completions: 9,
    parallelism: 5,
    completionMode: "Indexed",
    activeDeadlineSeconds: 600,
    ttlSecondsAfterFinished: 60
  },
  {
    pods: [
      { match: { index: [1, 3] }, runFor: "5s" },
      { match: { index: 0 }, restarts: 2, runFor: "3s" },
      { match: { index: 2 }, podReason: "Evicted", exitCode: 137, runFor: "4s" },
      { runFor: "forever", terminationTakes: "9s" }
    ],
    commands: [
      { at: "20s", deletePod: { index: 4 } },
      { at: "21s", patch: { spec: { suspend: true } } },
      { at: "22s", patch: { spec: { suspend: false } } }
    ]
  },
  { restartPolicy: "OnFailure" }
)

const states: ReadonlyArray<Job> = lively.map(({ job }) => job)

type Data = Readonly<Record<string, unknown>>

const isData = (value: unknown): value is Data => typeof value === "object" && value !== null

/** Something else of the same type in the place of a value. */
const other = (value: unknown): unknown => {
  if (typeof value === "number") return value + 1
  if (typeof value === "boolean") return !value
  if (Array.isArray(value)) return ["other"]
  return isData(value) ? { other: true } : `${String(value)}, altered`
}

type Altered = readonly [place: string, value: unknown]

/** Of an empty map or set nothing counts but its size. */
const membersOf = (value: Data): ReadonlyArray<string> =>
  value["size"] === 0 ? ["size"] : Object.keys(value)

/** The same data with one leaf altered, once for each leaf there is; empty lists and objects are leaves. */
const alterations = (value: unknown, place: string): ReadonlyArray<Altered> => {
  if (!isData(value) || Object.keys(value).length === 0) return [[place, other(value)]]
  return membersOf(value).flatMap((name) =>
    alterations(value[name], `${place}.${name}`).map(([deeper, altered]): Altered => [
      deeper,
      Array.isArray(value) ? value.with(Number(name), altered) : { ...value, [name]: altered }
    ])
  )
}

describe("two states of a Job are the same", () => {
  it("when both are folds of one history", () => {
    let folded = Evolve.replay([])
    for (const { events, job } of lively) {
      folded = events.reduce(Evolve.evolve, folded)
      expect(SameState.isSame(folded, job)).toBe(true)
      expect(SameState.isSame(folded, structuredClone(job))).toBe(true)
    }
  })

  it("and not when any member of one, however deep, is another", () => {
    const missed = new Set<string>()
    let altered = 0
    for (const job of states) {
      for (const [place, state] of alterations(job, "job")) {
        altered += 1
        // Built from a Job with one leaf replaced: what is there beside the leaf has its type.
        if (SameState.isSame(job, state as Job)) missed.add(place)
      }
    }
    expect([...missed]).toEqual([])
    expect(altered).toBeGreaterThan(1000)
  })
})
