/**
 * The back-off between runs of a container in one Pod: 0, 10, 20, 40, 80, 160, 300, 300 … seconds after the end of the
 * run (LC-31), starting afresh when a run ends more than ten minutes after the last restart (LC-33).
 */
import { secondMillis } from "../data/Timestamp.ts"
import type { Container } from "./Pod.ts"

const firstDelaySeconds = 10
const delaySecondsMax = 300
const resetMillis = 600 * secondMillis

const isFresh = (container: Container, finishedAt: number): boolean =>
  container.delaySeconds === 0 || finishedAt - container.restartedAt > resetMillis

/** When a container that ended may run again. */
export const due = (container: Container, finishedAt: number): number =>
  isFresh(container, finishedAt) ? finishedAt : finishedAt + container.delaySeconds * secondMillis

/** The delay after the run that follows, in seconds. */
export const nextDelaySeconds = (container: Container, finishedAt: number): number =>
  isFresh(container, finishedAt) ? firstDelaySeconds : Math.min(container.delaySeconds * 2, delaySecondsMax)
