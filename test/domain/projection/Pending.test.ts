import { describe, expect, it } from "vitest"
import * as Pending from "../../../src/domain/projection/Pending.ts"
import * as PendingWords from "../../../src/runtime/story/PendingWords.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import type { Story } from "../Told.ts"
import {
  at,
  changes,
  changesMetadata,
  containerRestarts,
  fact,
  isDeleted,
  isSuspended,
  job,
  podEnds,
  podIsDeleted,
  podRuns,
  podsRun
} from "../Told.ts"

const after = (...story: ReadonlyArray<Story>) => Pending.of(given(...story).job)

const words = (seconds: number, ...story: ReadonlyArray<Story>) =>
  PendingWords.lines(given(...story).job, Clock.instant(seconds)).join("\n")

const onFailure = { restartPolicy: "OnFailure" }

const failed = [job(), ...at(1, podRuns(0)), ...at(5, podEnds(0, 1))]

const backingOff = [
  job({}, onFailure),
  ...at(1, podRuns(0)),
  ...at(2, podEnds(0, 1), containerRestarts(0)),
  ...at(3, podEnds(0, 1))
]

const kept = [job(), changesMetadata({ finalizers: ["example.com/kept"] }), ...at(2, isDeleted("Background"))]

describe("a Job waits", () => {
  it("for room for a new Pod", () => {
    expect(after(job())).toEqual([{ _tag: "Slot", ordinal: 0 }])
    expect(words(0, job({ completions: 2, parallelism: 2 }))).toMatch(
      /^room for 2 Pods: \S+-\w{5}, \S+-\w{5}$/
    )
  })

  it("for a container to start, and then to end", () => {
    expect(after(job(), fact({ _tag: "SlotGranted", ordinal: 0 }))).toEqual([
      { _tag: "Start", ordinal: 0, container: "main" }
    ])
    expect(after(job(), podRuns(0))).toEqual([{ _tag: "End", ordinal: 0, container: "main" }])
    expect(words(0, job(), podRuns(0))).toMatch(/^a Pod to end: \S+-\w{5}$/)
  })

  it("for the back-off before the next Pod (JC-99)", () => {
    expect(after(...failed)).toEqual([{ _tag: "Backoff", due: Clock.instant(15) }])
    expect(words(7.5, ...failed)).toBe("the back-off before the next Pod, 7.5s more")
    expect(words(15, ...failed)).toBe("the back-off before the next Pod, now due")
  })

  it("for the back-off of a container (LC-31)", () => {
    expect(after(...backingOff)).toEqual([
      { _tag: "Restart", ordinal: 0, container: "main", due: Clock.instant(13) }
    ])
    expect(words(4, ...backingOff)).toMatch(/^a Pod to run again, 9s more: /)
  })

  it("for a Pod that was asked to end, until it is killed (LC-51)", () => {
    const story = [job(), podRuns(0), ...at(3, podIsDeleted(0))]
    expect(after(...story)).toContainEqual({
      _tag: "Termination",
      ordinal: 0,
      container: "main",
      due: Clock.instant(33)
    })
    expect(words(3, ...story)).toMatch(/^a Pod to end, as asked, 30s more: /m)
  })

  it("for somebody to resume it (JC-61), and for its Pods to end", () => {
    expect(after(job({ suspend: true }))).toEqual([{ _tag: "Resume" }])
    expect(after(job(), podRuns(0), ...at(2, isSuspended))).toEqual([
      { _tag: "Resume" },
      { _tag: "Termination", ordinal: 0, container: "main", due: Clock.instant(32) }
    ])
    expect(words(0, job({ suspend: true }))).toBe("somebody to resume it")
  })

  it("for somebody to resume it, where its verdict waits for that (AJ-127)", () => {
    const story = [job({ backoffLimit: 1 }), podRuns(0), ...at(2, podEnds(0, 1)), ...at(3, isSuspended)]
    expect(after(...story, ...at(4, changes({ backoffLimit: 0 })))).toEqual([{ _tag: "Resume" }])
  })

  it("for somebody to raise its parallelism (JC-73)", () => {
    expect(after(job({ parallelism: 0 }))).toEqual([{ _tag: "Parallelism" }])
    expect(words(0, job({ parallelism: 0 }))).toBe("somebody to raise its parallelism, which is 0")
  })

  it("for somebody to remove its finalizers (CL-12)", () => {
    expect(after(...kept)).toContainEqual({ _tag: "Finalizers", finalizers: ["example.com/kept"] })
    expect(words(2, ...kept)).toMatch(/^somebody to remove its finalizers: example.com\/kept$/m)
  })

  it("for the controller it was given to (JC-50)", () => {
    const given = job({ managedBy: "example.com/other" })
    expect(after(given)).toEqual([{ _tag: "Manager", manager: "example.com/other" }])
    expect(words(0, given)).toBe("example.com/other, the controller it was given to")
  })

  it("for its deletion, once it has finished (CL-2)", () => {
    const story = [job({ ttlSecondsAfterFinished: 60 }), podRuns(0), ...at(5, podEnds(0, 0))]
    expect(after(...story)).toEqual([{ _tag: "TTL", due: Clock.instant(65) }])
    expect(words(5, ...story)).toBe("its deletion as ttlSecondsAfterFinished says, 1m more")
  })
})

describe("a Job waits for nothing", () => {
  it("once it is over", () => {
    expect(after(job(), podRuns(0), podEnds(0, 0))).toEqual([])
    expect(after(job({ backoffLimit: 0 }), podRuns(0), podEnds(0, 1))).toEqual([])
    expect(words(0, job(), podRuns(0), podEnds(0, 0))).toBe("")
  })
})

describe("many Pods", () => {
  it("are counted where their names would not fit", () => {
    const many = Array.from({ length: 20 }, (_, ordinal) => ordinal)
    const story = [job({ completions: 20, parallelism: 20 }), podsRun(...many)]
    expect(words(0, ...story)).toMatch(/^20 Pods to end: .+ and 1\d more$/)
    expect(words(0, ...story).length).toBeLessThanOrEqual(100)
  })
})
