/**
 * One story comes to the same wherever it is lived: with any `ContainerRuntime`, and played in virtual time. An adapter's
 * test is a call of `runtimeEquivalence` with its layer, and with how its containers are made to act.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import type { ContainerSpec } from "../domain/pod/ContainerSpec.ts"
import { ContainerRuntime } from "../runtime/container/ContainerRuntime.ts"
import * as Controller from "../runtime/control/Controller.ts"
import * as Jobs from "../runtime/control/Jobs.ts"
import { EventLog } from "../runtime/log/EventLog.ts"
import * as Jsonl from "../runtime/log/Jsonl.ts"
import * as Verification from "../runtime/log/Verification.ts"
import { stories } from "./equivalence/Stories.ts"
import * as Story from "./equivalence/Story.ts"

/** What a run of a container is to do; all times are milliseconds. */
export type Act = Story.Act

/** How the stories are lived with a runtime. */
export interface Stage {
  /** What makes a container act as it is said. */
  readonly acts: (act: Act) => Partial<ContainerSpec>
  /** Lets time pass: by waiting, or by moving a clock. */
  readonly passes: (millis: number) => Effect.Effect<void>
}

/** Containers that act as the story says. */
const acting = (story: Story.Story, { acts }: Stage) =>
  Effect.map(ContainerRuntime, (runtime) =>
    ContainerRuntime.of({
      ...runtime,
      start: (epoch, run) =>
        runtime.start(epoch, { ...run, spec: { ...run.spec, ...acts(Story.act(story)(run)) } })
    })
  )

/** The log follows from its facts, whoever wrote it. */
const verified = Effect.gen(function* () {
  const log = yield* EventLog
  const records = yield* Stream.runCollect(log.readAll(0))
  assert.strictEqual(Verification.verify(records.map(Jsonl.line))._tag, "Verified")
})

/** Lives a story with whatever runtime and log there are; gives what it comes to. */
const lived = (story: Story.Story, stage: Stage) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(story.manifest)
    yield* Effect.forkChild(Controller.run({ slots: 100 }), { startImmediately: true })
    yield* Effect.forkChild(Story.commanded(story), { startImmediately: true })
    yield* stage.passes(story.until)
    yield* verified
    return Story.outcome(yield* jobs.get(Story.reference(story)))
  }).pipe(Effect.provide(Jobs.layer), Effect.provideServiceEffect(ContainerRuntime, acting(story, stage)))

const timeoutMillis = 60_000

/** States for every story that it comes to the same. `layer` is built anew for each of them. */
export const runtimeEquivalence = (
  name: string,
  layer: Layer.Layer<ContainerRuntime | EventLog, unknown>,
  stage: Stage
): void => {
  describe(`ContainerRuntime (${name}): it comes to what it comes to when it is played`, () => {
    it.concurrent.each(Object.entries(stories))(
      "when %s",
      async (_, story) => {
        const outcome = Effect.runPromise(Effect.provide(lived(story, stage), Layer.fresh(layer)))
        assert.deepStrictEqual(await outcome, Story.played(story))
      },
      timeoutMillis
    )
  })
}
