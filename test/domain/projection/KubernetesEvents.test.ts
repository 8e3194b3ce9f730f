import { describe, expect, it } from "vitest"
import * as KubernetesEvents from "../../../src/domain/projection/KubernetesEvents.ts"
import * as Clock from "../Clock.ts"
import { given, type Outcome } from "../Given.ts"
import {
  at,
  changes,
  isDeleted,
  isResumed,
  isSuspended,
  job,
  podEnds,
  podIsDeleted,
  podRuns,
  podsRun,
  timeIsUp
} from "../Told.ts"

const of = ({ events }: Outcome): ReadonlyArray<string> =>
  events.flatMap((event) => {
    const emitted = KubernetesEvents.of(event, (ordinal) => `demo-#${ordinal}`)
    return emitted === undefined ? [] : [`${emitted.type} ${emitted.reason}: ${emitted.message}`]
  })

describe("the Kubernetes Events of a Job (section 13)", () => {
  it("tell of Pods created and of its completion", () => {
    expect(
      of(given(job({ completions: 2, parallelism: 2 }), podsRun(0, 1), at(5, podEnds(0, 0), podEnds(1, 0))))
    ).toEqual([
      "Normal SuccessfulCreate: Created pod: demo-#0",
      "Normal SuccessfulCreate: Created pod: demo-#1",
      "Normal Completed: Job completed"
    ])
  })

  it("tell of Pods the controller stopped, and of the failure once it is final", () => {
    const story = given(job({ completions: 2, parallelism: 2, backoffLimit: 0 }), podsRun(0, 1))
    expect(of(story.when(at(5, podEnds(0, 1))))).toEqual(["Normal SuccessfulDelete: Deleted pod: demo-#1"])
    expect(of(story.when(at(5, podEnds(0, 1)), at(6, podEnds(1, 143))))).toEqual([
      "Normal SuccessfulDelete: Deleted pod: demo-#1",
      "Warning BackoffLimitExceeded: Job has reached the specified backoff limit"
    ])
  })

  it("name the deadline", () => {
    expect(of(given(job({ activeDeadlineSeconds: 5 })).when(at(5, timeIsUp("deadline"))))).toEqual([
      "Normal SuccessfulDelete: Deleted pod: demo-#0",
      "Warning DeadlineExceeded: Job was active longer than specified deadline"
    ])
  })

  it("tell of suspending and resuming, with reasons unlike the conditions' (JC-173)", () => {
    expect(of(given(job({ suspend: true })).when(at(1, isResumed), at(2, isSuspended)))).toEqual([
      "Normal SuccessfulCreate: Created pod: demo-#0",
      "Normal Resumed: Job resumed",
      "Normal SuccessfulDelete: Deleted pod: demo-#0",
      "Normal Suspended: Job suspended"
    ])
  })

  it("tell nothing of Pods that others want gone", () => {
    expect(of(given(job(), podRuns(0)).when(at(1, podIsDeleted(0))))).toEqual([])
    expect(of(given(job(), podRuns(0)).when(at(1, isDeleted("Background"))))).toEqual([])
  })

  it("tell nothing of a TTL that is over (CL-7)", () => {
    const story = given(job({ ttlSecondsAfterFinished: 5 }), podRuns(0), podEnds(0, 0))
    expect(of(story.when(at(5, timeIsUp("ttl"))))).toEqual([])
  })

  it("have the time of what they tell of", () => {
    const story = given(job(), at(7.5, changes({ completions: 1, parallelism: 1, suspend: true })))
    const event = story.events.find(({ _tag }) => _tag === "JobSuspended")
    expect(event && KubernetesEvents.of(event, String)).toMatchObject({ at: Clock.instant(7.5) })
  })
})
