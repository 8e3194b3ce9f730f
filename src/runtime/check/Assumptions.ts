/**
 * What is assumed of the world a Job is checked in. Durations are milliseconds, rates lie between 0 and 1.
 */
import * as Timestamp from "../../domain/data/Timestamp.ts"
import type { JobSpec } from "../../domain/manifest/JobSchema.ts"

export interface Assumptions {
  /** A run takes that long, as often in each tenfold. */
  readonly runMillisMin: number
  readonly runMillisMax: number
  /** How many runs fail by themselves. */
  readonly podFailureRate: number
  /** How many Pods are ended from outside. */
  readonly disruptionRate: number
}

export const usual: Assumptions = {
  runMillisMin: 1000,
  runMillisMax: 600_000,
  podFailureRate: 0.1,
  disruptionRate: 0.01
}

/** A Pod takes so long from its creation to its first run, where it has no init containers. */
export const startMillis = Timestamp.secondMillis

/** A container that is asked to end takes up to its grace period; 1 s is the least anybody grants. */
export const terminationMillisMax = ({ template }: JobSpec): number =>
  Math.max(1, template.spec.terminationGracePeriodSeconds) * Timestamp.secondMillis
