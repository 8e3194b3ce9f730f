/**
 * Short processes, two at once: ours with a durable log of every decision and the exit code of each, beside `xargs`,
 * which keeps nothing (B6a, B6c); and for how long the controller's event loop stood still meanwhile (B6d).
 */
import { spawn } from "node:child_process"
import { monitorEventLoopDelay } from "node:perf_hooks"
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as LiveStore from "../workload/LiveStore.ts"

const succeeded = (count: number): string => `${count} succeeded`

const ours = (store: LiveStore.LiveStore, command: ReadonlyArray<string>, times: number): Side.Side =>
  Side.timed("ours", async () => ({ units: times, facts: succeeded(await store.run(command, times)) }))

const xargs = (command: ReadonlyArray<string>, times: number): Side.Side =>
  Side.timed("xargs", async () => {
    const child = spawn("xargs", ["-P2", "-I{}", ...command], { stdio: ["pipe", "ignore", "inherit"] })
    child.stdin.end("{}\n".repeat(times))
    const code = await new Promise<number | null>((done) => child.once("close", done))
    return { units: times, facts: code === 0 ? succeeded(times) : `exit code ${code}` }
  })

/** The longest stall in a thousand, in milliseconds. */
const stalls = async (store: LiveStore.LiveStore): Promise<Row.Row> => {
  const delays: Array<number> = []
  for (let round = 0; round < 3; round += 1) {
    const histogram = monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    await store.run(["/bin/true"], 300)
    histogram.disable()
    delays.push(histogram.percentile(99.9) / 1e6)
  }
  const sorted = delays.toSorted((left, right) => left - right)
  const [low = 0, median = 0, high = 0] = sorted
  return {
    what: "longest stall of the controller's event loop, 99.9 %",
    unit: "ms",
    measured: { low, median, high },
    rounds: delays.length,
    bar: { better: "less", floor: 10, goal: 3 },
    detail: "300 × /bin/true, two at once"
  }
}

const short = 1000
const long = 200

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  const store = LiveStore.open()
  try {
    const sleep = ["/bin/sleep", "0.05"]
    return [
      await Row.ratio(
        `${short} × /bin/true, xargs -P2`,
        [ours(store, ["/bin/true"], short), xargs(["/bin/true"], short)],
        { better: "more", floor: 0.3, goal: 0.6 },
        settings
      ),
      await Row.ratio(
        `${long} × sleep 0.05, xargs -P2: time`,
        [xargs(sleep, long), ours(store, sleep, long)],
        { better: "less", floor: 1.03, goal: 1 },
        settings
      ),
      await stalls(store)
    ]
  } finally {
    await store.close()
  }
}

export const Processes: Bench = {
  name: "processes",
  title: "Short processes",
  needsPeers: false,
  workloads: {
    true: () => {
      const store = LiveStore.open()
      return ours(store, ["/bin/true"], 300)
    }
  },
  rows
}
