/**
 * How many Pods a second a Job takes from its creation to its completion, all of them at once.
 *
 * The bars are what the Job controller of Kubernetes does in one process, without a network, on a like machine, and
 * ten times that.
 */
import type { Event } from "../../src/domain/event/Event.ts"
import * as Job from "../../src/domain/job/Job.ts"
import * as Chain from "../../src/runtime/log/Chain.ts"
import * as LogRecord from "../../src/runtime/log/LogRecord.ts"
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Side from "../protocol/Side.ts"
import * as Jobs from "../workload/Jobs.ts"
import * as Play from "../workload/Play.ts"

interface Load {
  readonly jobs: number
  readonly shape: Jobs.Shape
  /** Pods a second of the controller in process: the upper end of what was seen. */
  readonly upstream: number
}

const load = (
  jobs: number,
  completions: number,
  completionMode: Jobs.Shape["completionMode"],
  upstream: number
): Load => ({ jobs, shape: { completions, parallelism: completions, completionMode }, upstream })

const loads: Readonly<Record<string, Load>> = {
  "indexed-10k": load(1, 10_000, "Indexed", 10_500),
  "plain-10k": load(1, 10_000, "NonIndexed", 10_500),
  "indexed-100k": load(1, 100_000, "Indexed", 3000),
  "plain-100k": load(1, 100_000, "NonIndexed", 3000),
  "jobs-1000x5": load(1000, 5, "Indexed", 4800)
}

/** A log in memory: the text and the hash of every record. */
const makeLog = () => {
  const texts: Array<string> = []
  const hashes: Array<string> = []
  let head = Chain.genesis
  return (stream: string): Play.Options => {
    let version = 0
    const see = (event: Event): void => {
      version += 1
      const place = { seq: texts.length + 1, stream, version, cause: 0 }
      const { text } = LogRecord.encode(place, event)
      head = Chain.next(head, text)
      texts.push(text)
      hashes.push(head)
    }
    return { see }
  }
}

const playing = (name: string, { jobs, shape }: Load, withLog: boolean): Side.Side => {
  const scenario = Jobs.of(shape)
  return Side.timed(name, () => {
    const log = makeLog()
    let events = 0
    let succeeded = 0
    for (let number = 0; number < jobs; number++) {
      const options = withLog ? log(`job/${number}`) : {}
      const played = Play.play(Play.prepare(scenario), options)
      events += played.events
      succeeded += Job.succeeded(played.job)
    }
    const units = jobs * shape.completions
    if (succeeded !== units) throw new Error(`${succeeded} of ${units} succeeded`)
    return { units, facts: `${events} events` }
  })
}

const words = ({ jobs, shape: { completions, completionMode } }: Load, withLog: boolean): string =>
  [
    jobs === 1
      ? `1 ${completionMode} Job of ${completions} Pods`
      : `${jobs} ${completionMode} Jobs of ${completions} Pods`,
    ...(withLog ? ["with the log"] : [])
  ].join(", ")

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  const measured: Array<Row.Row> = []
  for (const [name, one] of Object.entries(loads)) {
    for (const withLog of [false, true]) {
      const bar: Row.Bar = { better: "more", floor: one.upstream, goal: one.upstream * 10 }
      const wanted: Row.Rate = { what: words(one, withLog), unit: "Pods/s", bar, of: Side.rate }
      measured.push(...(await Row.rates(playing(name, one, withLog), [wanted], settings)))
    }
  }
  return measured
}

const workloads = Object.fromEntries(
  [false, true].flatMap((withLog) =>
    Object.entries(loads).map(([name, one]) => [
      withLog ? `${name}-log` : name,
      () => playing(name, one, withLog)
    ])
  )
)

export const PodsPerSecond: Bench = {
  name: "pods",
  title: "Pods a second, from creation to completion",
  needsPeers: false,
  workloads,
  rows
}
