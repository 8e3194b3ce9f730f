/**
 * The runs of a Pod's containers: each is named by its container and the number of its attempt.
 */
import type { Pod } from "./Pod.ts"

/** A run of a container of the Pod. */
export interface Run {
  readonly container: string
  readonly attempt: number
}

/** The runs that have not ended, one for each container: where nothing runs it is the next, which has not begun. */
export const open = ({ containers }: Pod): ReadonlyArray<Run> =>
  containers
    .filter(({ state }) => state !== "Terminated")
    .map(({ name, state, attempt }) => ({
      container: name,
      attempt: state === "Running" ? attempt : attempt + 1
    }))
