/**
 * pg-boss: a queue in PostgreSQL. Jobs are fetched and completed 500 at a time, one batch right after the other, which
 * its own workers would wait half a second between.
 */
import { PgBoss } from "pg-boss"
import * as Queues from "../workload/Queue.ts"

const name = "bench"
const batchSize = 500

export const open = async (connectionString: string): Promise<Queues.Queue> => {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false })
  boss.on("error", (error) => {
    throw error
  })
  await boss.start()
  await boss.createQueue(name)
  // Without statistics PostgreSQL scans the table for every batch.
  await boss.getDb().executeSql("ANALYZE")
  const work = async (jobs: number): Promise<number> => {
    let completed = 0
    while (completed < jobs) {
      const fetched = await boss.fetch(name, { batchSize })
      if (fetched.length === 0) continue
      const { affected } = await boss.complete(
        name,
        fetched.map(({ id }) => id)
      )
      completed += affected
    }
    return completed
  }
  return {
    run: async (jobs) => {
      const completed = work(jobs)
      for (const numbers of Queues.batches(jobs))
        await boss.insert(
          name,
          numbers.map((number) => ({ data: { number } }))
        )
      return completed
    },
    close: () => boss.stop({ graceful: false })
  }
}
