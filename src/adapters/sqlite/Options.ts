/**
 * How a store is opened.
 */

/** `readOnly`: it must be there already, and nothing can be appended. */
export interface Options {
  readonly path: string
  readonly readOnly?: boolean
}
