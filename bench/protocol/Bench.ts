/**
 * A benchmark: what it runs, the table it makes, and whether the table may be believed.
 */
import type * as Repetition from "./Repetition.ts"
import * as Row from "./Row.ts"
import type * as Side from "./Side.ts"
import type * as Statistics from "./Statistics.ts"

/** `workloads` are our own sides, by name, for the control pair (the first) and for profiles. */
export interface Bench {
  readonly name: string
  readonly title: string
  /** Packages it is compared with, which may not be installed. */
  readonly needsPeers: boolean
  readonly workloads: Readonly<Record<string, () => Side.Side | Promise<Side.Side>>>
  readonly rows: (settings: Repetition.Settings) => Promise<ReadonlyArray<Row.Row>>
}

/** `control`: one side against itself, which must come out as 1; else the table is void. */
export interface Table {
  readonly name: string
  readonly title: string
  readonly rows: ReadonlyArray<Row.Row>
  readonly control: Statistics.Interval
  readonly isVoid: boolean
}

const tolerance = 0.05

const control = async (bench: Bench, settings: Repetition.Settings): Promise<Statistics.Interval> => {
  const [make] = Object.values(bench.workloads)
  if (make === undefined) throw new Error(`${bench.name} has no workload`)
  const side = await make()
  const row = await Row.ratio("control", [side, side], undefined, settings)
  return row.measured
}

export const measure = async (bench: Bench, settings: Repetition.Settings): Promise<Table> => {
  const rows = await bench.rows(settings)
  const interval = await control(bench, settings)
  return {
    name: bench.name,
    title: bench.title,
    rows,
    control: interval,
    isVoid: Math.abs(interval.median - 1) > tolerance
  }
}
