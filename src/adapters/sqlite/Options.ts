/**
 * How a store is opened.
 */

/**
 * `readOnly`: it must be there already, and nothing can be appended. `neverBlocks`: the thread never waits for the disk,
 * also where it would be for less than a millisecond, and everything takes the longer way through a worker.
 */
export interface Options {
  readonly path: string
  readonly readOnly?: boolean
  readonly neverBlocks?: boolean
}
