/**
 * A store that lives, controlled by this process, for benches that run Jobs for real.
 */
import { mkdtempSync, rmSync } from "node:fs"
import * as module from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Engine from "../../src/adapters/cli/live/Engine.ts"
import * as Settled from "../../src/adapters/cli/live/Settled.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Controller from "../../src/runtime/control/Controller.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"

export interface LiveStore {
  /** Runs a command so many times, two at once, and gives how many succeeded. */
  readonly run: (command: ReadonlyArray<string>, times: number) => Promise<number>
  readonly close: () => Promise<void>
}

// As the published command does: the keeper is then as small as it is there.
module.enableCompileCache()

const slots = 2

const manifest = (command: ReadonlyArray<string>, completions: number, name: string): unknown => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name },
  spec: {
    completions,
    parallelism: slots,
    template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "none", command }] } }
  }
})

const open = (): LiveStore => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-bench-"))
  const runtime = ManagedRuntime.make(Engine.layer({ directory }))
  const controller = runtime.runFork(Controller.run({ slots }))
  let count = 0
  return {
    run: (command, times) =>
      runtime.runPromise(
        Effect.gen(function* () {
          const jobs = yield* Jobs.Jobs
          count += 1
          const { metadata } = yield* jobs.create(manifest(command, times, `bench-${count}`))
          const job = yield* Settled.until(metadata.uid, Job.isFinished)
          return Job.succeeded(job)
        })
      ),
    close: async () => {
      controller.interruptUnsafe()
      await runtime.dispose()
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 })
    }
  }
}

/** Gives a work a store of its own, which is gone behind it. */
export const use = async <A>(work: (store: LiveStore) => Promise<A>): Promise<A> => {
  const store = open()
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
