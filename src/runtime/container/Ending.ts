/**
 * How runs end, in the words and numbers every `ContainerRuntime` shares (LC-14, LC-15, LC-51, LC-55). Plain numbers and
 * text, so that the smallest of processes can take it in.
 */

/** The exit code of what could not be started (LC-14). */
export const startError = 128

/** The exit code of what SIGKILL ended (LC-15). */
export const killed = 137

/** The exit code of what SIGTERM ended (LC-15). */
export const terminated = 143

/** The reason of an end nobody saw, and of a run that never was (LC-55, LC-56). */
export const statusUnknown = "ContainerStatusUnknown"

/** The reason a runtime gives for the end of a process (LC-14). */
export const reasonOf = (exitCode: number): string => (exitCode === 0 ? "Completed" : "Error")

/** A container has at least this long between SIGTERM and SIGKILL (LC-51). */
const minimumGraceMillis = 2000

/** When what was asked to end at `termAt` is killed. `before`: what an earlier stop has settled; it is never put off. */
export const killTime = (termAt: number, killAt: number, before: number | undefined): number =>
  Math.min(before ?? Number.POSITIVE_INFINITY, Math.max(killAt, termAt + minimumGraceMillis))

/** When SIGTERM is due to what waits for its turn, at `killAt` at the latest (LC-52). */
export const termTime = (
  now: number,
  { termAt = now, killAt }: { readonly termAt?: number; readonly killAt: number }
): number => Math.max(now, Math.min(termAt, killAt))
