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
import * as Jobs from "../runtime/control/Jobs.ts"
import { EventLog } from "../runtime/log/EventLog.ts"
import * as Jsonl from "../runtime/log/Jsonl.ts"
import * as Verification from "../runtime/log/Verification.ts"
import { stories } from "./equivalence/Stories.ts"
import * as Story from "./equivalence/Story.ts"
import * as MortalController from "./MortalController.ts"

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
const lived = (story: Story.Story, stage: Stage, fates: Iterable<MortalController.Fate>) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(story.manifest)
    yield* Effect.forkChild(MortalController.run({ slots: 100 }, fates), { startImmediately: true })
    yield* Effect.forkChild(Story.commanded(story), { startImmediately: true })
    yield* stage.passes(story.until)
    yield* verified
    return Story.outcome(yield* jobs.get(Story.reference(story)))
  }).pipe(Effect.provide(Jobs.layer), Effect.provideServiceEffect(ContainerRuntime, acting(story, stage)))

const timeoutMillis = 60_000

/** Longer stories are lived once: some runtimes take their time. */
const shortMillis = 9000

/** Each of them dies after an append of its own: at once, or when the runtime has taken what it was asked. */
const mortal = () =>
  MortalController.forEver({ after: 2, death: "BeforeIntents" }, { after: 2, death: "AfterIntents" })

/**
 * States for every story that it comes to the same, also where one controller follows another. `layer` is built anew for
 * each of them.
 */
export const runtimeEquivalence = (
  name: string,
  layer: Layer.Layer<ContainerRuntime | EventLog, unknown>,
  stage: Stage
): void => {
  const comesToTheSame = async (
    story: Story.Story,
    fates: Iterable<MortalController.Fate>
  ): Promise<void> => {
    const outcome = Effect.runPromise(Effect.provide(lived(story, stage, fates), Layer.fresh(layer)))
    assert.deepStrictEqual(await outcome, Story.played(story))
  }
  describe(`ContainerRuntime (${name}): it comes to what it comes to when it is played`, () => {
    it.concurrent.each(Object.entries(stories))(
      "when %s",
      (_, story) => comesToTheSame(story, []),
      timeoutMillis
    )
    it.concurrent.each(Object.entries(stories).filter(([, { until }]) => until <= shortMillis))(
      "when controllers die one after the other, and %s (P7)",
      (_, story) => comesToTheSame(story, mortal()),
      timeoutMillis
    )
  })
}
