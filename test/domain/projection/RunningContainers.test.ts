import { describe, expect, it } from "vitest"
import * as PodNames from "../../../src/domain/pod/PodNames.ts"
import * as RunningContainers from "../../../src/domain/projection/RunningContainers.ts"
import { given } from "../Given.ts"
import type { Story } from "../Told.ts"
import { at, containerEnds, containerRestarts, job, podEnds, podRuns, podsRun, uid } from "../Told.ts"

const after = (...story: ReadonlyArray<Story>) => RunningContainers.of(given(...story).job)

const run = (ordinal: number, container: string, attempt: number) => ({
  pod: PodNames.uid(uid, ordinal),
  container,
  attempt
})

const containers = [
  { name: "main", image: "busybox" },
  { name: "side", image: "busybox" }
]

describe("the containers of a Job that run", () => {
  it("are those of all Pods, oldest first", () => {
    expect(after(job({ parallelism: 3, completions: 3 }), podsRun(2, 0))).toEqual([
      run(0, "main", 0),
      run(2, "main", 0)
    ])
  })

  it("are none that have ended", () => {
    expect(after(job({}, { containers }), podRuns(0), containerEnds(0, "main", 0))).toEqual([
      run(0, "side", 0)
    ])
    expect(after(job(), podRuns(0), at(5, podEnds(0, 0)))).toEqual([])
  })

  it("are the present runs of those that were restarted", () => {
    const ended = [job({}, { restartPolicy: "OnFailure" }), podRuns(0), ...at(5, podEnds(0, 1))]
    expect(after(...ended)).toEqual([])
    expect(after(...ended, at(5, containerRestarts(0)))).toEqual([run(0, "main", 1)])
  })
})
