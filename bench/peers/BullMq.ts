/**
 * BullMQ: a queue in redis, its worker in this process, a hundred jobs at a time.
 */
import { Queue, Worker } from "bullmq"
import * as Queues from "../workload/Queue.ts"

const name = "bench"

/** Who listens to the worker, of which there is one at a time. */
interface Listener {
  started: () => void
  completed: () => void
}

/** The next so many jobs have completed; it is on the disk by then. */
const completed = (listener: Listener, jobs: number): Promise<number> =>
  new Promise((done) => {
    let count = 0
    listener.completed = () => {
      count += 1
      if (count === jobs) done(count)
    }
  })

const start = async (queue: Queue, listener: Listener): Promise<number> => {
  const end = completed(listener, 1)
  const started = new Promise<number>((done) => {
    listener.started = () => done(performance.now())
  })
  const called = performance.now()
  await queue.add(name, {})
  const latency = (await started) - called
  await end
  return latency
}

const run = async (queue: Queue, listener: Listener, jobs: number): Promise<number> => {
  const end = completed(listener, jobs)
  for (const numbers of Queues.batches(jobs))
    await queue.addBulk(numbers.map((number) => ({ name, data: { number } })))
  return end
}

/** Opens a queue in a redis, and empties it when it is closed. */
export const open = async (path: string): Promise<Queues.PromptQueue> => {
  const connection = { path, maxRetriesPerRequest: null }
  const queue = new Queue(name, { connection })
  await queue.waitUntilReady()
  const listener: Listener = { started: () => undefined, completed: () => undefined }
  const worker = new Worker(name, async () => listener.started(), { connection, concurrency: 100 })
  worker.on("completed", () => listener.completed())
  worker.on("error", (error) => {
    throw error
  })
  await worker.waitUntilReady()
  return {
    run: (jobs) => run(queue, listener, jobs),
    start: () => start(queue, listener),
    close: async () => {
      await worker.close()
      await queue.obliterate({ force: true })
      await queue.close()
    }
  }
}
