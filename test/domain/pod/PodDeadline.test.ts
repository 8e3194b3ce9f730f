import { assert, describe, it } from "vitest"
import * as Intents from "../../../src/domain/projection/Intents.ts"
import * as Clock from "../Clock.ts"
import { given } from "../Given.ts"
import {
  backoff,
  podCounts,
  podDeadline,
  podFails,
  podIsGone,
  podIsCreated,
  podIsScheduled,
  podSucceeds,
  podTerminates
} from "../Said.ts"
import { at, containerEnds, containerStarts, fact, job, podEnds, podIsDeleted, podRuns } from "../Told.ts"

const late = { activeDeadlineSeconds: 10 }
const granted = fact({ _tag: "SlotGranted", ordinal: 0 })
const rings = fact({ _tag: "PodDeadlineExceeded", ordinal: 0 })

describe("the deadline of a Pod (LC-53)", () => {
  it("counts from the second in which it was scheduled (LC-7)", () =>
    given(job({}, late)).when(at(3.7, granted)).decides(podIsScheduled(0), podDeadline(0, 13)))

  it("is none where the template has none", () =>
    given(job()).when(at(3, granted)).decides(podIsScheduled(0)))

  it("ends its containers with the grace of a deletion, then fails it, whatever their codes are", () => {
    given(job({}, late), podRuns(0)).when(at(10, rings)).decides(podTerminates(0, "DeadlineExceeded"))
    given(job({}, late), podRuns(0), at(10, rings))
      .when(at(12, podEnds(0, 0)))
      .decides(podFails(0, "DeadlineExceeded"), podCounts(0, "Failed"), backoff(1, 12, 22))
  })

  it("ends a Pod that is still starting, and one between two runs", () => {
    const initContainers = [{ name: "first", image: "busybox" }]
    given(job({}, { ...late, initContainers }), granted, containerStarts(0, "first"), at(10, rings))
      .when(at(11, containerEnds(0, "first", 143)))
      .decides(podFails(0, "DeadlineExceeded"), podCounts(0, "Failed"), backoff(1, 0, 10), podIsCreated(1))
    const onFailure = { ...late, restartPolicy: "OnFailure" }
    given(job({}, onFailure), podRuns(0), at(9, podEnds(0, 1)))
      .when(at(10, rings))
      .decides(podTerminates(0, "DeadlineExceeded"))
  })

  it("is no news before it has passed, or twice", () => {
    given(job({}, late), podRuns(0)).when(at(9.999, rings)).changesNothing()
    given(job({}, late), podRuns(0), at(10, rings)).when(at(11, rings)).changesNothing()
  })

  it("is waited for, and fails the Pod, even if somebody ends it already", () => {
    const asked = [job({ podReplacementPolicy: "Failed" }, late), podRuns(0), ...at(4, podIsDeleted(0))]
    assert.deepInclude(Intents.of(given(...asked).job)[0], {
      _tag: "AwaitPodDeadline",
      due: Clock.instant(10)
    })
    given(...asked)
      .when(at(10, rings))
      .decides()
    given(...asked, at(10, rings))
      .when(at(11, podEnds(0, 0)))
      .decides(podFails(0, "DeadlineExceeded"), podCounts(0, "Failed"), backoff(1, 11, 21), podIsGone(0))
  })

  it("fails a Pod whose work is done, but not all of whose containers are over", () => {
    const initContainers = [{ name: "beside", image: "busybox", restartPolicy: "Always" }]
    const done = [
      job({ completions: 2, parallelism: 1 }, { ...late, initContainers }),
      granted,
      containerStarts(0, "beside"),
      containerStarts(0, "main"),
      at(9, containerEnds(0, "main", 0))
    ]
    given(...done, at(10, rings))
      .when(at(11, containerEnds(0, "beside", 143)))
      .decides(podFails(0, "DeadlineExceeded"), podCounts(0, "Failed"), backoff(1, 11, 21))
    given(...done)
      .when(at(9.5, containerEnds(0, "beside", 143)))
      .decides(podSucceeds(0), podCounts(0, "Succeeded"), podIsCreated(1))
  })
})
