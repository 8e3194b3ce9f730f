/**
 * The back-off between runs of a container in one Pod: 0, 10, 20, 40, 80, 160, 300, 300 … seconds after the end of the
 * run (LC-31), starting afresh when a run ends more than ten minutes after the last restart (LC-33).
 */
import { secondMillis } from "../data/Timestamp.ts"
import type { Container } from "./Pod.ts"

/** What a node may be set to (LC-34). */
export interface Settings {
  readonly initialSeconds: number
  readonly maxSeconds: number
  readonly resetAfterSeconds: number
}

/** Those of a node that is set to nothing else. */
const usual: Settings = { initialSeconds: 10, maxSeconds: 300, resetAfterSeconds: 600 }

const isFresh = (container: Container, finishedAt: number, { resetAfterSeconds }: Settings): boolean =>
  container.delaySeconds === 0 || finishedAt - container.restartedAt > resetAfterSeconds * secondMillis

/** When a container that ended may run again. */
export const due = (container: Container, finishedAt: number, settings: Settings = usual): number =>
  isFresh(container, finishedAt, settings) ? finishedAt : finishedAt + container.delaySeconds * secondMillis

/** The delay after the run that follows, in seconds. */
export const nextDelaySeconds = (
  container: Container,
  finishedAt: number,
  settings: Settings = usual
): number =>
  isFresh(container, finishedAt, settings)
    ? settings.initialSeconds
    : Math.min(container.delaySeconds * 2, settings.maxSeconds)
