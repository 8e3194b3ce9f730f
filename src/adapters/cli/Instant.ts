/**
 * An instant on a command line, such as `2026-01-01T00:01:00Z`.
 */
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/

/** Epoch milliseconds. */
export const parse = (text: string): number | undefined => {
  const at = form.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
