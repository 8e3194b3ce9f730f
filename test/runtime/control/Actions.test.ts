import * as Effect from "effect/Effect"
import * as FiberMap from "effect/FiberMap"
import * as FiberSet from "effect/FiberSet"
import { assert, describe, it } from "vitest"
import * as PodNames from "../../../src/domain/pod/PodNames.ts"
import {
  ContainerRuntime,
  type ContainerRuntimeError,
  type Superseded
} from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Actions from "../../../src/runtime/control/Actions.ts"
import * as Mailbox from "../../../src/runtime/control/Mailbox.ts"
import * as Wakeups from "../../../src/runtime/control/Wakeups.ts"
import * as LogHead from "../../../src/runtime/log/LogHead.ts"
import { given } from "../../domain/Given.ts"
import { at, containerRestarts, job, podEnds, podRuns, uid } from "../../domain/Told.ts"
import * as Lived from "./Lived.ts"

const stays = () => ({ runsFor: "forever", exitCode: 0 }) as const

describe("a Pod that is not wanted any more", () => {
  it("waits for nothing: neither for a back-off nor for its deadline", () =>
    Lived.lived(
      stays,
      Effect.gen(function* () {
        const runtime = yield* ContainerRuntime
        const fibers = yield* FiberMap.make<string>()
        const asking = yield* FiberSet.make<void, Superseded | ContainerRuntimeError>()
        const wakeups = Wakeups.make(yield* Mailbox.make, fibers)
        const actions = Actions.make({ runtime, epoch: 1, asking, wakeups })
        const { job: waiting } = given(
          job({}, { restartPolicy: "OnFailure", activeDeadlineSeconds: 600 }),
          podRuns(0),
          ...at(5, podEnds(0, 1), containerRestarts(0)),
          ...at(6, podEnds(0, 1))
        )
        yield* Actions.ofPod(actions, LogHead.jobStream(uid), waiting, 0)
        assert.strictEqual(yield* FiberMap.size(fibers), 2)
        yield* Actions.remove(actions, PodNames.uid(uid, 0))
        assert.strictEqual(yield* FiberMap.size(fibers), 0)
      }).pipe(Effect.scoped)
    ))
})
