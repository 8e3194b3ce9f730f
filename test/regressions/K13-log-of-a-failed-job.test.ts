import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../src/adapters/memory/Behaviour.ts"
import * as PodNames from "../../src/domain/pod/PodNames.ts"
import { ContainerRuntime, type Run } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import * as Lived from "../runtime/control/Lived.ts"
import * as Lawful from "./Lawful.ts"
import * as Regression from "./Regression.ts"

const script = ({ attempt }: Run): Behaviour => ({
  runsFor: 1000,
  exitCode: 3,
  prints: [{ after: 500, stream: "stderr", text: `no space left, attempt ${attempt}` }]
})

type Spec = Parameters<typeof Lived.manifest>[0]

/** The Job fails by its limit; what is there of these runs of its Pods afterwards. */
const story = (
  spec: Spec,
  restartPolicy: string,
  runs: ReadonlyArray<readonly [ordinal: number, attempt: number]>
) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    const runtime = yield* ContainerRuntime
    const { metadata } = yield* jobs.create(Lived.manifest(spec, { restartPolicy }))
    yield* Lived.controlled()
    yield* Lived.pass(60_000)
    const lines = yield* Effect.forEach(runs, ([ordinal, attempt]) => {
      const pod = PodNames.uid(metadata.uid, ordinal)
      return Stream.runCollect(runtime.logs({ pod, container: "main", attempt }, { follow: false }))
    })
    const texts = lines.flat().map(({ text }) => text)
    return { texts, events: yield* Lawful.history, ...(yield* Lawful.status) }
  })

describe(`K13 ${Regression.headingOf("K13")}`, () => {
  it("keeps exit codes and lines of every run in place, though the verdict deletes the Pod", async () => {
    const { texts, events, failed } = await Lived.lived(
      script,
      story({ backoffLimit: 2 }, "OnFailure", [
        [0, 0],
        [0, 1]
      ])
    )
    assert.strictEqual(failed, 1)
    assert.strictEqual(Lawful.count(events, "PodDeleted"), 1)
    assert.deepStrictEqual(texts, ["no space left, attempt 0", "no space left, attempt 1"])
    const codes = Lawful.of(events, "ContainerExited").map(({ attempt, exitCode }) => [attempt, exitCode])
    assert.deepStrictEqual(codes.slice(0, 2), [
      [0, 3],
      [1, 3]
    ])
  })

  it("deletes no Pod that failed by itself", async () => {
    const { texts, events, failed } = await Lived.lived(
      script,
      story({ backoffLimit: 1 }, "Never", [
        [0, 0],
        [1, 0]
      ])
    )
    assert.strictEqual(failed, 2)
    assert.strictEqual(Lawful.count(events, "PodDeletionRequested"), 0)
    assert.deepStrictEqual(texts, ["no space left, attempt 0", "no space left, attempt 0"])
    const codes = Lawful.of(events, "ContainerExited").map(({ ordinal, exitCode }) => [ordinal, exitCode])
    assert.deepStrictEqual(codes, [
      [0, 3],
      [1, 3]
    ])
  })
})
