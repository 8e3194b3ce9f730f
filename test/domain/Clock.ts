/** Instants of the tests: seconds after the start of the story, fractions allowed, as epoch milliseconds. */

export const start = Date.UTC(2026, 0, 1)

export const instant = (seconds: number): number => start + Math.round(seconds * 1000)

export const seconds = (at: number): number => (at - start) / 1000
