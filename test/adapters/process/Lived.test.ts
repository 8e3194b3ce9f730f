import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../../src/adapters/memory/Behaviour.ts"
import * as MemoryEventLog from "../../../src/adapters/memory/MemoryEventLog.ts"
import { ContainerRuntime } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Controller from "../../../src/runtime/control/Controller.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import * as Lived from "../../runtime/control/Lived.ts"
import * as Stories from "../../runtime/control/Stories.ts"
import * as StateDirectory from "./StateDirectory.ts"

/** A shell that behaves like that. */
const command = ({ runsFor, exitCode, onTerm }: Behaviour): ReadonlyArray<string> => {
  const seconds = runsFor === "forever" ? 3600 : runsFor / 1000
  const term = typeof onTerm === "object" ? `sleep ${onTerm.takes / 1000}; exit ${onTerm.exitCode}` : ""
  return ["sh", "-c", `trap '${term}' TERM; sleep ${seconds} & wait $!; exit ${exitCode}`]
}

/** Processes that do what the story says. */
const acting = (story: Stories.Story) =>
  Layer.effect(
    ContainerRuntime,
    Effect.map(ContainerRuntime, (runtime) =>
      ContainerRuntime.of({
        ...runtime,
        start: (epoch, run) =>
          runtime.start(epoch, {
            ...run,
            spec: { ...run.spec, command: command(Stories.behaviour(story)(run)), args: undefined }
          })
      })
    )
  ).pipe(Layer.provide(StateDirectory.layer))

/** Lives a story in real time, with real processes. */
const lived = (story: Stories.Story) =>
  Effect.gen(function* () {
    const jobs = yield* Jobs.Jobs
    yield* jobs.create(story.manifest)
    yield* Effect.forkChild(Controller.run({ slots: 100 }))
    yield* Effect.forkChild(Stories.commanded(story))
    yield* Effect.sleep(story.until)
    yield* Lived.history
    return Stories.outcome(yield* jobs.get(Lived.name))
  }).pipe(
    Effect.scoped,
    Effect.provide(Layer.provideMerge(Jobs.layer, Layer.mergeAll(MemoryEventLog.layer, acting(story)))),
    Effect.runPromise
  )

/** Instants of a story are apart by more than a busy machine is late. */
const stories: Readonly<Record<string, Stories.Story>> = {
  "all indexes succeed": {
    manifest: Lived.manifest({ completions: 4, parallelism: 2, completionMode: "Indexed" }),
    pods: [{ match: { index: 1 }, runFor: 2500, exitCode: 0 }],
    until: 8000
  },
  "a failure is retried after its back-off (JC-94)": {
    manifest: Lived.manifest({ completions: 2, parallelism: 2, backoffLimit: 2 }),
    pods: [{ match: { ordinal: 1 }, runFor: 3000, exitCode: 3 }],
    until: 19_000
  },
  "the first failure is one too many": {
    manifest: Lived.manifest({ completions: 3, parallelism: 2, backoffLimit: 0 }),
    pods: [
      { match: { ordinal: 0 }, runFor: 1000, exitCode: 1 },
      { runFor: "forever", exitCode: 0 }
    ],
    until: 6000
  },
  "the deadline comes while Pods run": {
    manifest: Lived.manifest({ activeDeadlineSeconds: 3 }),
    pods: [{ runFor: "forever", exitCode: 0, terminationTakes: 1000 }],
    until: 9000
  },
  "a container runs again in place (LC-31)": {
    manifest: Lived.manifest({}, { restartPolicy: "OnFailure" }),
    pods: [{ runFor: 1000, exitCode: 0, restarts: 2 }],
    until: 18_000
  },
  "a Job is suspended, and resumed": {
    manifest: Lived.manifest({ completions: 2, parallelism: 2 }),
    pods: [{ runFor: 4000, exitCode: 0 }],
    commands: [
      { at: 2000, patch: { spec: { suspend: true } } },
      { at: 5000, patch: { spec: { suspend: false } } }
    ],
    until: 13_000
  }
}

describe("with processes, in real time, it comes to what it comes to when it is played", () => {
  it.concurrent.each(Object.entries(stories))(
    "when %s",
    async (_, story) => assert.deepStrictEqual(await lived(story), Stories.played(story)),
    60_000
  )
})
