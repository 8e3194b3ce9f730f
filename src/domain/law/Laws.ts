/**
 * All laws, and how a history is held to them.
 *
 * One list serves unit tests, random scenarios and a recorded log: `check` judges a whole history, `watch` follows one
 * under way, batch by batch. A law is found by the types of events it speaks of, so that an event costs what the laws
 * about it cost.
 */
import * as Array from "effect/Array"
import * as Record from "effect/Record"
import * as Event from "../event/Event.ts"
import type { Batch } from "../job/Decider.ts"
import * as Job from "../job/Job.ts"
import * as AllContainersRestart from "./AllContainersRestart.ts"
import * as Batches from "./Batches.ts"
import * as Clockwork from "./Clockwork.ts"
import * as ContainerLife from "./ContainerLife.ts"
import * as Counting from "./Counting.ts"
import * as Creation from "./Creation.ts"
import * as Deletion from "./Deletion.ts"
import * as FailedIndexes from "./FailedIndexes.ts"
import type { Law, Saying, Violation } from "./Law.ts"
import * as Liveness from "./Liveness.ts"
import * as Memory from "./Memory.ts"
import * as PodEnd from "./PodEnd.ts"
import * as PodLife from "./PodLife.ts"
import type { PodMemory } from "./PodMemory.ts"
import * as Policies from "./Policies.ts"
import * as StatusTransition from "./StatusTransition.ts"
import * as Sums from "./Sums.ts"
import * as Verdicts from "./Verdicts.ts"

export const all: ReadonlyArray<Law> = [
  Batches.aBatchIsAFactAndWhatFollows,
  Batches.aBatchHappensAtOnce,
  Batches.batchesSettleInFewSteps,
  Batches.everyEventCounts,
  Batches.theStateIsTheFoldOfTheEvents,
  Batches.batchesEndQuiescent,
  PodLife.eventsSpeakOfPodsThatAreThere,
  PodLife.podsAreScheduledBeforeTheyStart,
  PodLife.podsStartBeforeTheySucceed,
  PodLife.podsBehindGatesAreNotReady,
  PodLife.podsEndOnce,
  PodLife.podsAreAskedToTerminateOnce,
  PodLife.podsAreReleasedBeforeTheyAreGone,
  ContainerLife.containersRunOneAttemptAfterAnother,
  ContainerLife.containersRestartWhenTheyAreDue,
  ContainerLife.theContainerBackoffDoubles,
  ContainerLife.containersRestartByTheirPolicy,
  ContainerLife.containersBeginInOrder,
  PodEnd.podsEndAsTheirContainersDid,
  PodEnd.sidecarsHoldNothingUp,
  ContainerLife.unhealthyContainersAreEnded,
  PodEnd.podDeadlinesCountFromTheStart,
  AllContainersRestart.podsStartOverByTheirRules,
  AllContainersRestart.removedContainersHaveEnded,
  Creation.podsAreCreatedOnce,
  Creation.podNamesFollowFromOrdinals,
  Creation.onlyRunningJobsGetPods,
  Creation.podsAreCreatedAfterTheBackoff,
  Creation.activePodsWithinParallelism,
  Creation.surplusPodsAreStopped,
  Creation.workQueuesWindDown,
  Creation.podsGetOpenIndexes,
  Creation.missingPodsWaitForTheBackoff,
  Creation.theBackoffDoubles,
  Creation.failuresAddUp,
  Counting.podsAreReleasedOnce,
  Counting.podsCountAsWhatTheyWere,
  Counting.podsThatEndAreCountedAtOnce,
  Counting.countersAreWhatWasCounted,
  Counting.everyPodIsAccountedFor,
  Counting.anIndexCountsOnce,
  Counting.readyPodsAreActive,
  Sums.sumsAreThoseOfThePods,
  Verdicts.aJobHasOneVerdict,
  Verdicts.theInterimConditionComesFirst,
  Verdicts.noVerdictIsFinalWhilePodsLive,
  Verdicts.aVerdictWaitsForPodsAlone,
  Verdicts.nothingFollowsJobFinished,
  Verdicts.nothingFollowsJobDeleted,
  Verdicts.successMeansCompletionsReached,
  Verdicts.reachedCompletionsAreSeen,
  Verdicts.backoffLimitsAreNotForestalled,
  Verdicts.failuresStayWithinBackoffLimit,
  FailedIndexes.indexFailuresAddUp,
  FailedIndexes.indexesWaitForTheirBackoff,
  FailedIndexes.missingIndexesWaitForTheirBackoff,
  FailedIndexes.anIndexKeepsOneFailedPod,
  FailedIndexes.indexesFailByTheirLimit,
  FailedIndexes.failedIndexesAreRemembered,
  FailedIndexes.failedIndexesFailTheJob,
  Policies.failJobRulesFailTheJob,
  Policies.rulesMatchByTheirPlace,
  Policies.successPoliciesAreMet,
  Policies.jobsOfOthersAreLeftAlone,
  Clockwork.deadlinesAreKept,
  Clockwork.deadlinesAreNotForestalled,
  Clockwork.runningJobsHaveStarted,
  Clockwork.suspendedJobsHaveNoActivePods,
  Clockwork.suspensionAlternates,
  Clockwork.ttlsAreKept,
  Clockwork.ttlsAreNotForestalled,
  Deletion.finalizersKeepTheJob,
  Deletion.deletionTakesThePods,
  Liveness.jobsWaitForSomething,
  Liveness.podsWaitForSomething,
  StatusTransition.statusesFollowEachOther
]

/** Those that cost next to nothing: to be checked after every batch, also in long histories. */
export const quick: ReadonlyArray<Law> = all.filter((law) => law.isThorough !== true)

/** By the names of laws, how often each spoke, holding or not. */
export type Tally = Readonly<Record<string, number>>

/** Two counts in one. */
export const sum = (left: Tally, right: Tally): Tally =>
  Record.union(left, right, (one, other) => one + other)

/**
 * A history so far: the state after it, what the laws remember of it, how it broke them, and, for those who ask, how
 * often each of them spoke.
 */
export interface Watched {
  readonly job: Job.Job
  readonly memory: Memory.Memory
  readonly violations: ReadonlyArray<Violation>
  readonly spoken: Tally | undefined
}

export const initialState: Watched = {
  job: Job.initialState,
  memory: Memory.initialState,
  violations: [],
  spoken: undefined
}

/** The same, to be counted. */
export const counting = (laws: ReadonlyArray<Law> = all): Watched => ({
  ...initialState,
  spoken: Object.fromEntries(laws.map(({ name }) => [name, 0]))
})

/** A law as it is asked something, and what it is called. */
interface Asked<Ask> {
  readonly law: string
  readonly asks: Ask
}

type OfEvent = (memory: Memory.Memory, event: Event.Event, pod: PodMemory | undefined) => Saying

const asked = <Ask>(
  laws: ReadonlyArray<Law>,
  askOf: (law: Law) => Ask | undefined
): ReadonlyArray<Asked<Ask>> =>
  laws.flatMap((law) => {
    const asks = askOf(law)
    return asks === undefined ? [] : [{ law: law.name, asks }]
  })

/** What happened, judged law by law. */
interface Judgement {
  readonly violations: Array<Violation>
  readonly spoke: Array<string> | undefined
}

const heard = (
  { violations, spoke }: Judgement,
  law: string,
  event: Event.Event | undefined,
  says: Saying
): void => {
  if (says !== undefined) spoke?.push(law)
  if (typeof says === "string") violations.push({ law, event, says })
}

const counted = (spoken: Tally, laws: ReadonlyArray<string>): Tally =>
  sum(
    spoken,
    Record.map(
      Array.groupBy(laws, (law) => law),
      Array.length
    )
  )

const ordinalOf = (event: { readonly _tag: string; readonly ordinal?: number }): number | undefined =>
  event.ordinal

const podOf = (memory: Memory.Memory, ordinal: number | undefined): PodMemory | undefined =>
  ordinal === undefined ? undefined : Memory.pod(memory, ordinal)

/** The next event of a batch is of the same Pod. */
const isSpokenOfNext = ({ events }: Batch, position: number): boolean => {
  const [event, next] = [events[position], events[position + 1]]
  return event !== undefined && next !== undefined && ordinalOf(event) === ordinalOf(next)
}

/** Follows a history under these laws. */
export const watch = (laws: ReadonlyArray<Law>): ((watched: Watched, batch: Batch) => Watched) => {
  const byTag = Record.map(Event.kinds, (_, tag) =>
    // A key of `kinds` is a tag, and a law's function for a tag is asked for events of that tag only.
    asked(laws, ({ events }) => events?.[tag] as OfEvent | undefined)
  )
  const ofPods = asked(laws, ({ pods }) => pods)
  const ofBatches = asked(laws, ({ batch }) => batch)
  return (watched, batch) => {
    const judgement: Judgement = { violations: [], spoke: watched.spoken && [] }
    const memory = batch.events.reduce((remembered, event) => {
      const pod = podOf(remembered, ordinalOf(event))
      for (const { law, asks } of byTag[event._tag])
        heard(judgement, law, event, asks(remembered, event, pod))
      return Memory.evolve(remembered, event, pod)
    }, watched.memory)
    const moment = { before: watched.job, batch, memory }
    batch.events.forEach((event, position) => {
      const pod = podOf(memory, ordinalOf(event))
      if (pod === undefined || isSpokenOfNext(batch, position)) return
      for (const { law, asks } of ofPods) heard(judgement, law, event, asks(moment, pod))
    })
    for (const { law, asks } of ofBatches) heard(judgement, law, batch.events[0], asks(moment))
    return {
      job: batch.job,
      memory,
      violations:
        judgement.violations.length === 0
          ? watched.violations
          : [...watched.violations, ...judgement.violations],
      spoken: watched.spoken && counted(watched.spoken, judgement.spoke ?? [])
    }
  }
}

/** How a whole history breaks the laws, in the order of its events; empty when it does not. */
export const check = (
  batches: ReadonlyArray<Batch>,
  laws: ReadonlyArray<Law> = all
): ReadonlyArray<Violation> => batches.reduce(watch(laws), initialState).violations

/** How often each law spoke of a history; one that never did was not put to the test by it. */
export const exercised = (batches: ReadonlyArray<Batch>, laws: ReadonlyArray<Law> = all): Tally =>
  batches.reduce(watch(laws), counting(laws)).spoken ?? {}
