import { assert, describe, it } from "vitest"
import * as Progress from "../../../src/domain/projection/Progress.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import {
  at,
  containerRestarts,
  isDeleted,
  isSuspended,
  job,
  podEnds,
  podIsReady,
  podRuns,
  podsRun,
  type Story
} from "../Told.ts"

const progress = (seconds: number, ...story: ReadonlyArray<Story>) =>
  Progress.of(given(...story).job, Clock.instant(seconds))

const retry = (seconds: number, ...story: ReadonlyArray<Story>) => progress(seconds, ...story).retrySeconds

describe("progress", () => {
  it("counts", () =>
    assert.deepStrictEqual(
      progress(
        9,
        job({ completions: 5, parallelism: 3 }),
        at(1, ...podsRun(0, 1, 2)),
        at(4, podEnds(0, 0)),
        at(5, podEnds(1, 1), podIsReady(2, false))
      ),
      {
        succeeded: 1,
        wanted: 5,
        active: 2,
        ready: 0,
        terminating: 0,
        failed: 1,
        failuresAllowed: 6,
        failedIndexes: 0,
        retrySeconds: 6
      }
    ))

  it("knows no goal of a work queue", () => assert.isUndefined(progress(0, job({ parallelism: 2 })).wanted))

  const failing = [job(), ...at(1, podRuns(0)), ...at(5, podEnds(0, 1))]

  it("tells when a failed Pod is replaced, in seconds begun (JC-99)", () => {
    assert.strictEqual(retry(5, ...failing), 10)
    assert.strictEqual(retry(5.001, ...failing), 10)
    assert.strictEqual(retry(14.5, ...failing), 1)
    assert.isUndefined(retry(15, ...failing))
  })

  it("tells when a container runs again in place (LC-31)", () => {
    const story = [
      job({}, { restartPolicy: "OnFailure" }),
      ...at(1, podRuns(0)),
      ...at(2, podEnds(0, 1), containerRestarts(0)),
      ...at(3, podEnds(0, 1))
    ]
    assert.strictEqual(retry(4, ...story), 9)
    assert.isUndefined(retry(4, ...story, at(4, isDeleted("Foreground"))))
  })

  it("tells nothing where nothing will be tried", () => {
    assert.isUndefined(retry(1, job(), at(1, podRuns(0))))
    assert.isUndefined(retry(6, ...failing, at(6, isSuspended)))
    assert.isUndefined(retry(6, job({ backoffLimit: 0 }), at(1, podRuns(0)), at(5, podEnds(0, 1))))
  })
})
