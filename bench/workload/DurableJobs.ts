/**
 * A store on the disk whose containers end as soon as they start: what a Job costs besides its work.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Stream from "effect/Stream"
import * as MemoryContainerRuntime from "../../src/adapters/memory/MemoryContainerRuntime.ts"
import * as SqliteEventLog from "../../src/adapters/sqlite/SqliteEventLog.ts"
import * as Controller from "../../src/runtime/control/Controller.ts"
import * as Jobs from "../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../src/runtime/log/EventLog.ts"
import type { PromptQueue } from "./Queue.ts"

/** So many Jobs are being created at once, and so many Pods may run at once. */
export const inFlight = 1000

const manifest = (name: string): unknown => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name },
  spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "main", image: "none" }] } } }
})

const ended = new Set<string>(["JobCompleted", "JobFailed"])

/** How many succeed of so many Jobs, the first of which is created behind a position. */
const succeeded = (log: EventLog["Service"], behind: number, jobs: number) =>
  log.subscribe(behind).pipe(
    Stream.chunks,
    Stream.map((records) => records.map(({ event }) => event._tag).filter((tag) => ended.has(tag))),
    Stream.flattenIterable,
    Stream.take(jobs),
    Stream.filter((tag) => tag === "JobCompleted"),
    Stream.runCount
  )

/** Creates Jobs by their names and waits until all have ended. */
const runAll = (names: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const log = yield* EventLog
    const { create } = yield* Jobs.Jobs
    const { seq } = yield* log.head
    const creating = Effect.forEach(names, (name) => create(manifest(name)), {
      concurrency: inFlight,
      discard: true
    })
    const [count] = yield* Effect.all([succeeded(log, seq, names.length), creating], { concurrency: 2 })
    return count
  })

/** Opens a new store, and controls it. */
export const open = async (): Promise<PromptQueue> => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-bench-"))
  let startedAt = 0
  const containers = MemoryContainerRuntime.layer(() => {
    startedAt = performance.now()
    return { runsFor: 0, exitCode: 0 }
  })
  const log = SqliteEventLog.layer({ path: join(directory, "events.sqlite") })
  const runtime = ManagedRuntime.make(Layer.provideMerge(Jobs.layer, Layer.merge(log, containers)))
  const controller = runtime.runFork(Controller.run({ slots: inFlight }))
  let count = 0
  const run = (jobs: number): Promise<number> => {
    const names = Array.from({ length: jobs }, (_, position) => `bench-${count + position}`)
    count += jobs
    return runtime.runPromise(runAll(names))
  }
  return {
    run,
    start: async () => {
      const called = performance.now()
      await run(1)
      return startedAt - called
    },
    close: async () => {
      controller.interruptUnsafe()
      await runtime.dispose()
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 })
    }
  }
}
