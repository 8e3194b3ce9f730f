/**
 * Graphile Worker: a queue in PostgreSQL, its pool of workers in this process.
 */
import { setTimeout } from "node:timers/promises"
import { Logger, makeWorkerUtils, run, type Runner, type WorkerUtils } from "graphile-worker"
import * as Queues from "../workload/Queue.ts"

const concurrentJobs = 24

/** Fetches 500 jobs at once, and completes all that are done at once. */
const batched = { localQueue: { size: 500 }, completeJobBatchDelay: 0 }

const silent = new Logger(() => () => undefined)

/** Completed jobs are deleted; those that failed for good are not waited for. */
const remaining = ({ withPgClient }: WorkerUtils): Promise<number> =>
  withPgClient(async (client) => {
    const { rows } = await client.query<{ count: string }>(
      "SELECT count(*) FROM graphile_worker.jobs WHERE attempts < max_attempts"
    )
    return Number(rows[0]?.count)
  })

const emptied = async (utils: WorkerUtils): Promise<void> => {
  while ((await remaining(utils)) > 0) await setTimeout(1)
}

const open = async (
  connectionString: string,
  worker: GraphileConfig.WorkerOptions
): Promise<Queues.Queue> => {
  const utils = await makeWorkerUtils({ connectionString, logger: silent })
  await utils.migrate()
  let count = 0
  let ran = (): void => undefined
  const runner: Runner = await run({
    logger: silent,
    noHandleSignals: true,
    taskList: {
      nothing: () => {
        count += 1
        ran()
      }
    },
    preset: { worker: { connectionString, concurrentJobs, maxPoolSize: concurrentJobs + 1, ...worker } }
  })
  return {
    run: async (jobs) => {
      count = 0
      const all = new Promise<void>((done) => {
        ran = () => {
          if (count === jobs) done()
        }
      })
      for (const numbers of Queues.batches(jobs))
        await utils.addJobs(numbers.map((number) => ({ identifier: "nothing", payload: { number } })))
      await all
      await emptied(utils)
      return count
    },
    close: async () => {
      await runner.stop()
      await utils.release()
    }
  }
}

export const openBatched = (connectionString: string): Promise<Queues.Queue> =>
  open(connectionString, batched)

export const openDefault = (connectionString: string): Promise<Queues.Queue> => open(connectionString, {})
