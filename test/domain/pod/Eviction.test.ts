import { describe, it } from "vitest"
import { given } from "../Given.ts"
import { backoff, podCounts, podFails } from "../Said.ts"
import { at, containerStarts, fact, job, podIsEvicted } from "../Told.ts"

const first = { name: "first", image: "busybox" }
const beside = { name: "beside", image: "busybox", restartPolicy: "Always" }
const granted = fact({ _tag: "SlotGranted", ordinal: 0 })

describe("a Pod that is evicted while its init containers run", () => {
  it("has ended when its sidecars were ended with it (JC-101, TR-13)", () => {
    given(
      job({}, { initContainers: [beside, first] }),
      granted,
      containerStarts(0, "beside"),
      containerStarts(0, "first")
    )
      .when(at(5, podIsEvicted(0)))
      .decides(podFails(0, "Evicted"), podCounts(0, "Failed"), backoff(1, 5, 15))
  })

  it("has ended when it was last said not to be ready, where a sidecar never began (JC-100, JC-101)", () => {
    given(job({}, { initContainers: [first, beside] }), granted, containerStarts(0, "first"))
      .when(at(5, podIsEvicted(0)))
      .decides(podFails(0, "Evicted"), podCounts(0, "Failed"), backoff(1, 0, 10))
  })
})
