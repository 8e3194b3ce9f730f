/**
 * The durable queues of the peers, on servers of their own. Those whose server the machine does not have are left out.
 */
import type { PromptQueue, Queue } from "./Queue.ts"
import * as Servers from "./Servers.ts"

export type Name =
  | "BullMQ, 100 at once"
  | "Graphile Worker, 500 at once"
  | "Graphile Worker, 24 at once"
  | "pg-boss, 500 at once"

interface Peer {
  readonly name: Name
  /** Opens an empty queue. */
  readonly open: () => Promise<Queue>
}

export interface Peers {
  readonly queues: ReadonlyArray<Peer>
  readonly close: () => Promise<void>
}

type Open<Q> = (where: string) => Promise<Q>

/** The peers are not installed for everybody, so neither the compiler nor the lint sees these files. */
const load = async <Q>(file: string, name = "open"): Promise<Open<Q>> => {
  const loaded: unknown = await import(new URL(`../peers/${file}.ts`, import.meta.url).href)
  // Each file in `peers` that is asked for exports what it is asked for.
  return (loaded as Readonly<Record<string, Open<Q>>>)[name] as Open<Q>
}

const leftOut = (rows: string, program: string): void => {
  process.stdout.write(`Rows with ${rows} are left out: this machine has no ${program}.\n\n`)
}

const redis = async (): Promise<Servers.Redis | undefined> => {
  const server = await Servers.redis()
  if (server === undefined) leftOut("BullMQ", "redis-server")
  return server
}

const none: Peers = { queues: [], close: () => Promise.resolve() }

const withRedis = async (): Promise<Peers> => {
  const server = await redis()
  if (server === undefined) return none
  const open = await load<Queue>("BullMq")
  return { queues: [{ name: "BullMQ, 100 at once", open: () => open(server.socket) }], close: server.stop }
}

const withPostgres = async (): Promise<Peers> => {
  const server = await Servers.postgres()
  if (server === undefined) {
    leftOut("Graphile Worker and pg-boss", "PostgreSQL")
    return none
  }
  const batched = await load<Queue>("GraphileWorker", "openBatched")
  const unbatched = await load<Queue>("GraphileWorker", "openDefault")
  const boss = await load<Queue>("PgBoss")
  const queues: ReadonlyArray<Peer> = [
    { name: "Graphile Worker, 500 at once", open: () => batched(server.database()) },
    { name: "Graphile Worker, 24 at once", open: () => unbatched(server.database()) },
    { name: "pg-boss, 500 at once", open: () => boss(server.database()) }
  ]
  return { queues, close: server.stop }
}

export const open = async (): Promise<Peers> => {
  const all = [await withRedis(), await withPostgres()]
  return {
    queues: all.flatMap(({ queues }) => queues),
    close: async () => {
      for (const { close } of all) await close()
    }
  }
}

/** BullMQ, on a redis that stops when the queue is closed. */
export const bullMq = async (): Promise<PromptQueue | undefined> => {
  const server = await redis()
  if (server === undefined) return undefined
  const queue = await (await load<PromptQueue>("BullMq"))(server.socket)
  return {
    ...queue,
    close: async () => {
      await queue.close()
      await server.stop()
    }
  }
}
