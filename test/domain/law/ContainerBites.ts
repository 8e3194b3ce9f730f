/**
 * Histories that break the laws of containers, and the laws that break with them because they say the same in other words.
 */
import type * as PolicyBites from "./PolicyBites.ts"
import { fails, gated, latePod, restarts, startsOver, succeeds, unwell, withInit } from "./Stories.ts"
import { behind, has, saying, upTo, within, without } from "./Tampered.ts"

export const cases: ReadonlyArray<PolicyBites.Case> = [
  [
    "containersRunOneAttemptAfterAnother",
    upTo(restarts, has("ContainerRestartDecided"), saying("ContainerRestartDecided", { attempt: 5 }))
  ],
  [
    "containersRestartWhenTheyAreDue",
    within(
      restarts,
      has("ContainerRestartDecided"),
      saying("ContainerRestartDecided", { due: Number.MAX_SAFE_INTEGER })
    ),
    ["theContainerBackoffDoubles"]
  ],
  [
    "theContainerBackoffDoubles",
    upTo(restarts, has("ContainerRestartDecided"), saying("ContainerRestartDecided", { due: 7 }))
  ],
  [
    "containersRestartByTheirPolicy",
    upTo(
      fails,
      has("PodFailed"),
      behind("ContainerExited", (at) => ({
        _tag: "ContainerRestartDecided",
        at,
        ordinal: 0,
        container: "main",
        attempt: 1,
        due: at
      }))
    )
  ],
  [
    "containersBeginInOrder",
    upTo(withInit, has("ContainerStarted"), saying("ContainerStarted", { container: "main" }))
  ],
  [
    "podsEndAsTheirContainersDid",
    upTo(succeeds, has("PodSucceeded"), saying("ContainerExited", { exitCode: 1 }))
  ],
  ["sidecarsHoldNothingUp", upTo(withInit, has("PodTerminationDecided"), without("PodTerminationDecided"))],
  ["unhealthyContainersAreEnded", upTo(unwell, has("ContainerKillDecided"), without("ContainerKillDecided"))],
  [
    "podDeadlinesCountFromTheStart",
    upTo(latePod, has("PodDeadlineArmed"), saying("PodDeadlineArmed", { due: 7 }))
  ],
  ["podsBehindGatesAreNotReady", upTo(gated, has("PodStarted"), saying("PodStarted", { ready: true }))],
  [
    "podsStartOverByTheirRules",
    upTo(startsOver, has("AllContainersRestartDecided"), saying("ContainerExited", { exitCode: 7 }))
  ],
  [
    "removedContainersHaveEnded",
    upTo(
      startsOver,
      has("AllContainersRestartDecided"),
      behind("PodReady", (at) => ({ _tag: "AllContainersRemoved", at, ordinal: 0 }))
    )
  ]
]
