import { assert, describe, it } from "vitest"
import * as Job from "../../../src/domain/job/Job.ts"
import * as JobStatus from "../../../src/domain/projection/JobStatus.ts"
import * as Replay from "../../../src/runtime/log/Replay.ts"
import { story } from "../../../src/testing/EventLogStory.ts"
import { records } from "./Logs.ts"

const log = records(story)
const start = Date.parse("2026-01-01T00:00:00Z")

const jobAt = (until: Replay.Until): Job.Job => Replay.replay(log, until)[0]?.job ?? Job.initialState

describe("replaying a log", () => {
  it("ends where the log ends", () => {
    const job = jobAt({})
    assert.isTrue(Job.isFinished(job))
    assert.strictEqual(job.resourceVersion, log.length)
    assert.strictEqual(job.deletedAt, start + 62000)
  })

  it("stops at a position, inclusive", () => {
    assert.strictEqual(jobAt({ seq: 5 }).resourceVersion, 5)
    assert.deepStrictEqual(Replay.replay(log, { seq: 0 }), [])
  })

  it("stops at an instant, inclusive", () => {
    assert.strictEqual(JobStatus.of(jobAt({ at: start + 3999 })).active, 1)
    assert.deepInclude(JobStatus.of(jobAt({ at: start + 4000 })).conditions?.[0], {
      type: "Suspended",
      status: "True"
    })
    assert.deepInclude(JobStatus.of(jobAt({ at: start + 20000 })).conditions?.[0], {
      type: "Suspended",
      status: "False"
    })
  })

  it("knows every Pod there was, also those that are gone", () => {
    const [replayed] = Replay.replay(log)
    assert.strictEqual(
      replayed?.pods.pods.size,
      log.filter(({ event }) => event._tag === "PodCreated").length
    )
  })
})
