import { describe, expect, it } from "vitest"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import { at, changes, changesMetadata, fact, isDeleted, job, podEnds, podRuns, timeIsUp } from "../Told.ts"

const keep = changesMetadata({ finalizers: ["example.com/keep"] })

describe("a timer", () => {
  it("of a deadline rings once, also where nothing follows from it (JC-130)", () => {
    const kept = given(job({ activeDeadlineSeconds: 10 }), podRuns(0), keep, isDeleted("Orphan"))
    expect(kept.job.due.deadline).toBe(Clock.instant(10))
    const rung = kept.when(at(10, timeIsUp("deadline")))
    rung.decides()
    expect(rung.job.due.deadline).toBeUndefined()
  })

  it("of a TTL rings once, also where the Job stays (CL-12, TR-21)", () => {
    const finished = [job({ ttlSecondsAfterFinished: 5 }), podRuns(0), ...at(1, podEnds(0, 0), keep)]
    expect(given(...finished).job.due.ttl).toBe(Clock.instant(6))
    expect(given(...finished, at(6, timeIsUp("ttl"))).job.due.ttl).toBeUndefined()
  })

  it("stays as it is when something else of the spec changes (JC-37, CL-8)", () => {
    given(job({ activeDeadlineSeconds: 10 }))
      .when(at(1, changes({ backoffLimit: 1 })))
      .decides()
    given(job({ ttlSecondsAfterFinished: 5 }), podRuns(0), at(1, podEnds(0, 0)))
      .when(at(2, changes({ backoffLimit: 1 })))
      .decides()
  })
})

describe("a change of the spec", () => {
  it("takes the metadata with it that was changed with it (AJ-86)", () => {
    const { spec } = given(job()).job
    const { job: changed } = given(
      job(),
      fact({
        _tag: "JobSpecChanged",
        generation: 2,
        spec: { ...spec, backoffLimit: 1 },
        metadata: { labels: { tier: "gold" }, annotations: {} }
      })
    )
    expect(changed.metadata.labels).toEqual({ tier: "gold" })
    expect(changed.spec.backoffLimit).toBe(1)
  })
})
