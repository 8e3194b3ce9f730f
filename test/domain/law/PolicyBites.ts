import * as IntervalSet from "../../../src/domain/data/IntervalSet.ts"
/**
 * Histories that break the laws of policies, and the laws that break with them because they say the same in other words.
 */
import { indexFails, indexesFail, leader, policy, succeeds } from "./Stories.ts"
import { has, leading, saying, upTo, within, without, type Batches as History } from "./Tampered.ts"

export type Case = readonly [law: string, history: History, others?: ReadonlyArray<string>]

const specOf = (history: History, fields: Readonly<Record<string, unknown>>) => ({
  ...history[0]?.job.spec,
  ...fields
})

/** The batch in which an index gets its second Pod. */
const replaces = (batch: History[number]): boolean =>
  batch.events.some((event) => event._tag === "PodCreated" && event.ordinal === 2)

const failsIndex = (batch: History[number]): boolean =>
  batch.events.some((event) => event._tag === "PodReleased" && event.failsIndex === true)

export const cases: ReadonlyArray<Case> = [
  [
    "indexFailuresAddUp",
    upTo(indexFails, replaces, saying("PodCreated", { indexFailures: { counted: 0, ignored: 1 } }))
  ],
  [
    "indexesWaitForTheirBackoff",
    within(
      indexFails,
      has("ContainerExited"),
      saying("ContainerExited", { finishedAt: Number.MAX_SAFE_INTEGER })
    ),
    ["missingIndexesWaitForTheirBackoff"]
  ],
  [
    "missingIndexesWaitForTheirBackoff",
    upTo(
      indexFails,
      has("IndexBackoffArmed"),
      leading(({ due }) => ({ due: { ...due, backoff: undefined } }))
    )
  ],
  [
    "anIndexKeepsOneFailedPod",
    upTo(indexFails, replaces, without("PodReleased")),
    ["countersAreWhatWasCounted", "everyPodIsAccountedFor"]
  ],
  [
    "indexesFailByTheirLimit",
    upTo(indexFails, failsIndex, saying("PodReleased", { failsIndex: undefined })),
    ["failedIndexesAreRemembered"]
  ],
  [
    "failedIndexesAreRemembered",
    upTo(
      indexFails,
      failsIndex,
      leading(({ podSet }) => ({
        podSet: { ...podSet, indexes: { ...podSet.indexes, failed: IntervalSet.empty } }
      }))
    )
  ],
  [
    "failedIndexesFailTheJob",
    upTo(indexesFail, has("FailureTargetSet"), saying("FailureTargetSet", { reason: "FailedIndexes" })),
    ["theInterimConditionComesFirst"]
  ],
  [
    "failJobRulesFailTheJob",
    upTo(policy, has("FailureTargetSet"), saying("FailureTargetSet", { reason: "Sorrow" })),
    ["theInterimConditionComesFirst"]
  ],
  [
    "rulesMatchByTheirPlace",
    upTo(policy, has("PodFailed"), saying("PodFailed", { rule: 7 })),
    ["failuresAddUp", "podsCountAsWhatTheyWere"]
  ],
  [
    "successPoliciesAreMet",
    upTo(
      leader,
      has("SuccessCriteriaMet"),
      saying("SuccessCriteriaMet", { message: "Matched rules at index 7" })
    )
  ],
  [
    "jobsOfOthersAreLeftAlone",
    upTo(
      succeeds,
      has("PodCreated"),
      saying("JobCreated", { spec: specOf(succeeds, { managedBy: "a.b/c" }) })
    ),
    ["onlyRunningJobsGetPods"]
  ]
]
