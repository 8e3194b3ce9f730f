import { assert, describe, it } from "vitest"
import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"
import * as Evolve from "../../../src/domain/job/Evolve.ts"
import type * as Job from "../../../src/domain/job/Job.ts"
import * as PodSet from "../../../src/domain/job/PodSet.ts"
import * as Batches from "../../../src/domain/law/Batches.ts"
import * as Laws from "../../../src/domain/law/Laws.ts"
import * as ContainerBites from "./ContainerBites.ts"
import * as PolicyBites from "./PolicyBites.ts"
import {
  succeeds,
  indexed,
  fails,
  restarts,
  queue,
  suspended,
  suspendedPending,
  scaled,
  late,
  expires,
  deleted,
  kept,
  raised
} from "./Stories.ts"
import {
  all,
  behind,
  broken,
  has,
  leading,
  saying,
  twice,
  type Batches as History,
  upTo,
  within,
  without
} from "./Tampered.ts"

const specOf = (history: History, fields: Readonly<Record<string, unknown>>) => ({
  ...history[0]?.job.spec,
  ...fields
})

const pod = (ordinal: number) => (at: number) =>
  ({ _tag: "PodCreated", at, ordinal, name: "demo-x", uid: "x" }) as const

/** The container of the only Pod has ended, and the Pod has not. */
const idle = ({ podSet, spec }: Job.Job): Partial<Job.Job> => ({
  podSet: PodSet.change(podSet, 0, spec, (one) => ({
    ...one,
    containers: one.containers.map((container) => ({ ...container, state: "Terminated" }))
  }))
})

/** Each law, a history that breaks it, and the laws that break with it because they say the same in other words. */
const histories: ReadonlyArray<PolicyBites.Case> = [
  ...PolicyBites.cases,
  ...ContainerBites.cases,
  ["aBatchIsAFactAndWhatFollows", upTo(succeeds, has("PodScheduled"), without("SlotGranted"))],
  ["aBatchHappensAtOnce", upTo(succeeds, has("PodScheduled"), saying("PodScheduled", { at: 7 }))],
  [
    "batchesSettleInFewSteps",
    upTo(succeeds, has("PodScheduled"), (batch) => ({ ...batch, steps: Batches.stepsMax + 1 }))
  ],
  [
    "everyEventCounts",
    upTo(
      succeeds,
      has("PodScheduled"),
      leading(({ resourceVersion }) => ({ resourceVersion: resourceVersion + 1 }))
    )
  ],
  [
    "theStateIsTheFoldOfTheEvents",
    upTo(
      succeeds,
      has("PodScheduled"),
      leading(() => ({ generation: 7 }))
    )
  ],
  [
    "batchesEndQuiescent",
    // The Pod that may run is not scheduled yet.
    upTo(succeeds, has("PodScheduled"), (batch) => ({
      events: batch.events.slice(0, 1),
      steps: 0,
      job: batch.events.slice(0, 1).reduce(Evolve.evolve, succeeds[0]?.job ?? batch.job)
    })),
    ["podsWaitForSomething"]
  ],
  [
    "eventsSpeakOfPodsThatAreThere",
    upTo(succeeds, has("PodScheduled"), saying("PodScheduled", { ordinal: 99 }))
  ],
  ["podsAreScheduledBeforeTheyStart", upTo(succeeds, has("PodScheduled"), twice("PodScheduled"))],
  ["podsStartBeforeTheySucceed", upTo(succeeds, has("PodStarted"), twice("PodStarted"))],
  ["podsEndOnce", upTo(succeeds, has("PodSucceeded"), twice("PodSucceeded"))],
  ["podsAreAskedToTerminateOnce", upTo(suspended, has("JobSuspended"), twice("PodDeletionRequested"))],
  ["podsAreReleasedBeforeTheyAreGone", upTo(suspendedPending, has("PodDeleted"), without("PodReleased"))],
  ["podsAreCreatedOnce", upTo(succeeds, has("PodCreated"), saying("PodCreated", { ordinal: 5 }))],
  [
    "podNamesFollowFromOrdinals",
    upTo(succeeds, has("PodCreated"), saying("PodCreated", { name: "demo-zzzzz" }))
  ],
  [
    "onlyRunningJobsGetPods",
    upTo(
      raised,
      has("JobSpecChanged"),
      saying("JobSpecChanged", { spec: specOf(raised, { parallelism: 2, suspend: true }) })
    ),
    ["suspendedJobsHaveNoActivePods"]
  ],
  [
    "podsAreCreatedAfterTheBackoff",
    within(fails, has("BackoffArmed"), saying("BackoffArmed", { due: Number.MAX_SAFE_INTEGER })),
    ["missingPodsWaitForTheBackoff", "theBackoffDoubles"]
  ],
  [
    "activePodsWithinParallelism",
    upTo(scaled, has("PodCreated"), saying("JobCreated", { spec: specOf(scaled, { parallelism: 2 }) })),
    ["surplusPodsAreStopped"]
  ],
  [
    "surplusPodsAreStopped",
    upTo(
      scaled,
      has("JobSpecChanged"),
      saying("JobSpecChanged", { spec: specOf(scaled, { parallelism: 0 }) })
    )
  ],
  [
    "workQueuesWindDown",
    upTo(
      queue,
      has("PodSucceeded"),
      all(
        behind("PodReleased", pod(2)),
        leading((job) => ({ ...Evolve.evolve(job, pod(2)(job.at)), resourceVersion: job.resourceVersion }))
      )
    )
  ],
  ["podsGetOpenIndexes", upTo(indexed, has("PodCreated"), saying("PodCreated", { index: 2 }))],
  [
    "missingPodsWaitForTheBackoff",
    upTo(
      fails,
      has("BackoffArmed"),
      leading((job) => ({ due: { ...job.due, backoff: undefined } }))
    ),
    ["jobsWaitForSomething"]
  ],
  ["theBackoffDoubles", upTo(fails, has("BackoffArmed"), saying("BackoffArmed", { lastFailureAt: 0 }))],
  [
    "failuresAddUp",
    upTo(fails, has("BackoffArmed"), saying("BackoffArmed", { failures: 2 })),
    ["theBackoffDoubles"]
  ],
  ["podsAreReleasedOnce", upTo(scaled, has("PodReleased"), twice("PodReleased"))],
  [
    "podsCountAsWhatTheyWere",
    upTo(scaled, has("PodReleased"), saying("PodReleased", { countedAs: "Failed" })),
    ["countersAreWhatWasCounted"]
  ],
  [
    "podsThatEndAreCountedAtOnce",
    upTo(
      succeeds,
      has("PodReleased"),
      leading(({ podSet }) => ({ podSet: { ...podSet, uncounted: IntervalSet.range(0, 0) } }))
    )
  ],
  [
    "countersAreWhatWasCounted",
    upTo(
      succeeds,
      has("PodReleased"),
      leading(() => ({ failed: 1 }))
    )
  ],
  [
    "everyPodIsAccountedFor",
    upTo(
      succeeds,
      has("PodReleased"),
      leading(({ podSet }) => ({ podSet: { ...podSet, nextOrdinal: 9 } }))
    )
  ],
  [
    "anIndexCountsOnce",
    within(
      indexed,
      ({ events }) => events.some((event) => event._tag === "PodCreated" && event.index === 1),
      saying("PodCreated", { index: 0 })
    ),
    ["countersAreWhatWasCounted", "podsGetOpenIndexes", "successMeansCompletionsReached"]
  ],
  [
    "readyPodsAreActive",
    upTo(
      succeeds,
      has("PodStarted"),
      leading(({ podSet }) => ({ podSet: { ...podSet, tally: { ...podSet.tally, ready: 2 } } }))
    )
  ],
  [
    "sumsAreThoseOfThePods",
    upTo(
      succeeds,
      has("PodStarted"),
      leading(({ podSet }) => ({ podSet: { ...podSet, tally: { ...podSet.tally, restarts: 1 } } }))
    )
  ],
  ["aJobHasOneVerdict", upTo(succeeds, has("JobCompleted"), twice("SuccessCriteriaMet"))],
  [
    "theInterimConditionComesFirst",
    upTo(succeeds, has("JobCompleted"), saying("JobCompleted", { reason: "Because" }))
  ],
  [
    "noVerdictIsFinalWhilePodsLive",
    upTo(
      late,
      has("FailureTargetSet"),
      behind("PodReleased", (at) => ({
        _tag: "JobFailed",
        at,
        reason: "DeadlineExceeded",
        message: "Job was active longer than specified deadline"
      }))
    )
  ],
  ["aVerdictWaitsForPodsAlone", upTo(succeeds, has("JobCompleted"), without("JobCompleted"))],
  [
    "nothingFollowsJobFinished",
    upTo(
      succeeds,
      has("JobCompleted"),
      behind("JobCompleted", (at) => ({ _tag: "DeadlineArmed", at, due: at }))
    )
  ],
  [
    "nothingFollowsJobDeleted",
    upTo(
      expires,
      has("JobDeleted"),
      behind("JobDeleted", (at) => ({ _tag: "TTLArmed", at, due: at }))
    )
  ],
  [
    "successMeansCompletionsReached",
    within(succeeds, has("JobCreated"), saying("JobCreated", { spec: specOf(succeeds, { completions: 3 }) }))
  ],
  [
    "reachedCompletionsAreSeen",
    upTo(succeeds, has("JobCompleted"), all(without("SuccessCriteriaMet"), without("JobCompleted")))
  ],
  [
    "backoffLimitsAreNotForestalled",
    within(fails, has("JobCreated"), saying("JobCreated", { spec: specOf(fails, { backoffLimit: 2 }) }))
  ],
  [
    "failuresStayWithinBackoffLimit",
    upTo(
      fails,
      has("BackoffArmed"),
      leading(({ spec }) => ({ spec: { ...spec, backoffLimit: 0 } }))
    )
  ],
  [
    "deadlinesAreKept",
    upTo(
      late,
      has("DeadlineArmed"),
      leading(({ due }) => ({ due: { ...due, deadline: undefined } }))
    )
  ],
  [
    "deadlinesAreNotForestalled",
    upTo(
      fails,
      has("FailureTargetSet"),
      all(
        saying("FailureTargetSet", { reason: "DeadlineExceeded" }),
        saying("JobFailed", { reason: "DeadlineExceeded" })
      )
    )
  ],
  [
    "runningJobsHaveStarted",
    upTo(
      succeeds,
      has("PodScheduled"),
      leading(() => ({ startTime: 7 }))
    )
  ],
  [
    "suspendedJobsHaveNoActivePods",
    upTo(
      suspended,
      has("JobSuspended"),
      leading(({ due }) => ({ due: { ...due, deadline: 7 } }))
    )
  ],
  ["suspensionAlternates", upTo(suspended, has("JobSuspended"), twice("JobSuspended"))],
  [
    "ttlsAreKept",
    upTo(
      expires,
      has("TTLArmed"),
      leading(({ due }) => ({ due: { ...due, ttl: undefined } }))
    )
  ],
  [
    "ttlsAreNotForestalled",
    within(
      expires,
      has("JobCreated"),
      saying("JobCreated", { spec: specOf(expires, { ttlSecondsAfterFinished: 6 }) })
    ),
    ["ttlsAreKept"]
  ],
  [
    "finalizersKeepTheJob",
    upTo(
      kept,
      has("JobFinalizerRemoved"),
      behind("JobFinalizerRemoved", (at) => ({ _tag: "JobDeleted", at }))
    )
  ],
  ["deletionTakesThePods", upTo(deleted, has("JobDeleted"), without("JobDeleted"))],
  [
    "jobsWaitForSomething",
    upTo(
      suspendedPending,
      has("JobSuspended"),
      leading(({ spec }) => ({ spec: { ...spec, suspend: false } }))
    )
  ],
  ["podsWaitForSomething", upTo(succeeds, has("PodStarted"), leading(idle))],
  [
    "statusesFollowEachOther",
    upTo(
      succeeds,
      has("JobCompleted"),
      leading(() => ({ completionTime: undefined }))
    )
  ]
]

describe("the laws", () => {
  it.each(histories.map(([law, history, others = []]) => [law, history, others] as const))(
    "%s bites",
    (law, history, others) => assert.sameMembers([...broken(history, law)], [law, ...others])
  )

  it("all bite here, and have a name of their own", () => {
    const names = Laws.all.map(({ name }) => name)
    assert.deepStrictEqual([...new Set(histories.map(([law]) => law))].toSorted(), names.toSorted())
    assert.strictEqual(new Set(names).size, names.length)
  })

  it("let true histories pass", () => {
    for (const history of [
      succeeds,
      indexed,
      fails,
      restarts,
      queue,
      suspended,
      scaled,
      late,
      expires,
      deleted
    ]) {
      assert.deepStrictEqual(Laws.check(history), [])
    }
  })
})
