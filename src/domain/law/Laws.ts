/**
 * All laws, and how a history is held to them.
 *
 * One list serves unit tests, random scenarios and a recorded log: `check` judges a whole history, `watch` follows one
 * under way, batch by batch. A law is found by the types of events it speaks of, so that an event costs what the laws
 * about it cost.
 */
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
import type { Law, Objection, Violation } from "./Law.ts"
import * as Memory from "./Memory.ts"
import * as PodLife from "./PodLife.ts"
import * as Policies from "./Policies.ts"
import * as StatusTransition from "./StatusTransition.ts"
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
  ContainerLife.podsEndAsTheirContainersDid,
  ContainerLife.sidecarsHoldNothingUp,
  ContainerLife.unhealthyContainersAreEnded,
  ContainerLife.podDeadlinesCountFromTheStart,
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
  Counting.sumsAreThoseOfThePods,
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
  StatusTransition.statusesFollowEachOther
]

/** Those that cost next to nothing: to be checked after every batch, also in long histories. */
export const quick: ReadonlyArray<Law> = all.filter((law) => law.isThorough !== true)

/** A history so far: the state after it, what the laws remember of it, and how it broke them. */
export interface Watched {
  readonly job: Job.Job
  readonly memory: Memory.Memory
  readonly violations: ReadonlyArray<Violation>
}

export const initialState: Watched = { job: Job.initialState, memory: Memory.initialState, violations: [] }

interface OfEvent {
  readonly law: string
  readonly objects: (memory: Memory.Memory, event: Event.Event) => Objection
}

const ofEvent = (law: Law, tag: string): ReadonlyArray<OfEvent> => {
  // A key of `kinds` is a tag, and a law's function for a tag is asked for events of that tag only.
  const objects = law.events?.[tag as Event.Tag] as OfEvent["objects"] | undefined
  return objects === undefined ? [] : [{ law: law.name, objects }]
}

/** Follows a history under these laws. */
export const watch = (laws: ReadonlyArray<Law>): ((watched: Watched, batch: Batch) => Watched) => {
  const byTag = Record.map(Event.kinds, (_, tag) => laws.flatMap((law) => ofEvent(law, tag)))
  const ofBatches = laws.flatMap(({ name, batch }) =>
    batch === undefined ? [] : [{ law: name, objects: batch }]
  )
  return (watched, batch) => {
    const found: Array<Violation> = []
    const memory = batch.events.reduce((remembered, event) => {
      for (const { law, objects } of byTag[event._tag]) {
        const says = objects(remembered, event)
        if (says !== undefined) found.push({ law, event, says })
      }
      return Memory.evolve(remembered, event)
    }, watched.memory)
    const moment = { before: watched.job, batch, memory }
    for (const { law, objects } of ofBatches) {
      const says = objects(moment)
      if (says !== undefined) found.push({ law, event: batch.events[0], says })
    }
    const violations = found.length === 0 ? watched.violations : [...watched.violations, ...found]
    return { job: batch.job, memory, violations }
  }
}

/** How a whole history breaks the laws, in the order of its events; empty when it does not. */
export const check = (
  batches: ReadonlyArray<Batch>,
  laws: ReadonlyArray<Law> = all
): ReadonlyArray<Violation> => batches.reduce(watch(laws), initialState).violations
