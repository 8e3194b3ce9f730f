/**
 * Measuring again and again: two sides in turn, A B A B, or one side by itself, after a few rounds of warming up.
 */
import type { Sample, Side } from "./Side.ts"

/** `rounds` counted after `warmUps` that are not. */
export interface Settings {
  readonly quick: boolean
  readonly warmUps: number
  readonly rounds: number
}

export const thorough: Settings = { quick: false, warmUps: 2, rounds: 7 }
export const quick: Settings = { quick: true, warmUps: 1, rounds: 3 }

export type Pair = readonly [first: Sample, second: Sample]

const agree = ([first, second]: Pair, [left, right]: readonly [Side, Side]): void => {
  if (first.facts !== second.facts)
    throw new Error(`${left.name} gave ${first.facts}, ${right.name} gave ${second.facts}`)
}

/** Both sides in turn. They must come to the same result. */
export const pairs = async (
  sides: readonly [Side, Side],
  { warmUps, rounds }: Settings
): Promise<ReadonlyArray<Pair>> => {
  const measured: Array<Pair> = []
  for (let round = 0; round < warmUps + rounds; round++) {
    const pair: Pair = [await sides[0].run(), await sides[1].run()]
    agree(pair, sides)
    if (round >= warmUps) measured.push(pair)
  }
  return measured
}

/** One side by itself. */
export const samples = async (side: Side, { warmUps, rounds }: Settings): Promise<ReadonlyArray<Sample>> => {
  const measured: Array<Sample> = []
  for (let round = 0; round < warmUps + rounds; round++) {
    const sample = await side.run()
    if (round >= warmUps) measured.push(sample)
  }
  return measured
}
