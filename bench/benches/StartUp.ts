/**
 * How long a command takes from its start to its end (B13), beside commands people wait for without noticing.
 *
 * The command is the one that is published, with its compile cache filled by the rounds of warming up.
 */
import type { Bench } from "../protocol/Bench.ts"
import type { Settings } from "../protocol/Repetition.ts"
import * as Row from "../protocol/Row.ts"
import * as Programs from "../workload/Programs.ts"

const jobs = 100

interface Comparison {
  readonly what: string
  readonly ours: Programs.Program
  readonly theirs: Programs.Program
  readonly bar: Row.Bar | undefined
}

const comparisons = (store: string): ReadonlyArray<Comparison> => [
  {
    what: "--version",
    ours: Programs.jobledger("--version"),
    theirs: Programs.onMachine("kubectl version --client", Programs.bareNode),
    bar: { better: "less", floor: 2, goal: 1 }
  },
  {
    what: `get jobs, a store of ${jobs} finished Jobs`,
    ours: Programs.jobledger("get", "jobs", "--store", store),
    theirs: Programs.onMachine("docker version", Programs.bareNode),
    bar: { better: "less", floor: 6, goal: 3 }
  },
  {
    what: "simulate, five Pods",
    ours: Programs.jobledger("simulate", Programs.example("third-index-fails-twice")),
    theirs: Programs.bareNode,
    bar: undefined
  },
  { what: "--help", ours: Programs.jobledger("--help"), theirs: Programs.bareNode, bar: undefined }
]

const rows = async (settings: Settings): Promise<ReadonlyArray<Row.Row>> => {
  Programs.build()
  const measured: Array<Row.Row> = []
  for (const { what, ours, theirs, bar } of comparisons(Programs.store(jobs))) {
    const sides = [Programs.side(theirs), Programs.side(ours)] as const
    measured.push(await Row.ratio(what, sides, bar, settings))
  }
  return measured
}

export const StartUp: Bench = {
  name: "startup",
  title: "Start-up of a command",
  needsPeers: false,
  workloads: { version: () => Programs.side(Programs.jobledger("--version")) },
  rows
}
