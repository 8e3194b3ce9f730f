import { describe, expect, it } from "vitest"
import * as ContainerBackoff from "../../../src/domain/pod/ContainerBackoff.ts"
import * as Pod from "../../../src/domain/pod/Pod.ts"

const [fresh] = Pod.make({ ordinal: 0, index: undefined, at: 0, containers: ["main"] }).containers

/** The waits in seconds of a container that is started at once when it may be, and runs so many seconds each time. */
const waits = (ran: ReadonlyArray<number>): ReadonlyArray<number> => {
  if (fresh === undefined) return []
  const story = ran.reduce(
    ({ waited, container, now }, seconds) => {
      const end = now + seconds * 1000
      const due = ContainerBackoff.due(container, end)
      const delaySeconds = ContainerBackoff.nextDelaySeconds(container, end)
      return {
        waited: [...waited, (due - end) / 1000],
        container: { ...container, delaySeconds, restartedAt: due },
        now: due
      }
    },
    { waited: [] as ReadonlyArray<number>, container: fresh, now: 0 }
  )
  return story.waited
}

describe("the back-off of a container in place", () => {
  it("is 0, 10, 20, 40, 80, 160, 300, 300 … seconds after the end of the run (LC-31)", () => {
    expect(waits([1, 1, 1, 1, 1, 1, 1, 1, 1])).toEqual([0, 10, 20, 40, 80, 160, 300, 300, 300])
  })

  it("counts from the end of the run, not from its start (LC-31)", () => {
    expect(waits([100, 100, 100, 100])).toEqual([0, 10, 20, 40])
  })

  it("starts afresh when a run ends more than 600 s after the last restart (LC-33)", () => {
    expect(waits([1, 1, 1, 1, 601, 1, 1])).toEqual([0, 10, 20, 40, 0, 10, 20])
  })

  it("goes on after exactly 600 s (LC-33)", () => {
    expect(waits([1, 1, 1, 1, 600, 1, 1])).toEqual([0, 10, 20, 40, 80, 160, 300])
  })
})
