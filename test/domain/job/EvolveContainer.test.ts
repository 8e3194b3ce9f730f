import { describe, expect, it } from "vitest"
import * as PodSet from "../../../src/domain/job/PodSet.ts"
import { given, type Outcome } from "../Given.ts"
import { at, containerRestarts, fact, job, podEnds, podRuns } from "../Told.ts"

const main = ({ job: { podSet } }: Pick<Outcome, "job">) => PodSet.get(podSet, 0)?.containers[0]

const onFailure = job({ backoffLimit: 9 }, { restartPolicy: "OnFailure" })

describe("a container", () => {
  it("that is lost has ended as nobody knows (LC-56)", () => {
    const lost = fact({ _tag: "ContainerLost", ordinal: 0, container: "main", attempt: 0 })
    expect(main(given(onFailure, podRuns(0), at(5, lost)))).toMatchObject({
      exitCode: 137,
      reason: "ContainerStatusUnknown"
    })
  })

  it("that ran for more than ten minutes has a fresh back-off before its next runs (LC-33)", () => {
    const twice = [
      onFailure,
      podRuns(0),
      ...at(1, podEnds(0, 1), containerRestarts(0)),
      ...at(2, podEnds(0, 1)),
      ...at(12, containerRestarts(0))
    ]
    expect(main(given(...twice))).toMatchObject({ delaySeconds: 20 })
    expect(main(given(...twice, at(613, podEnds(0, 1))))).toMatchObject({ delaySeconds: 10 })
  })
})
