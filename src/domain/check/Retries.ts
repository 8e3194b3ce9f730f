/**
 * When what failed can be tried again at the earliest, however fast it fails: by the back-off of the Job (JC-99) or of
 * an index (JC-103), or, where containers restart in place, by theirs (LC-31). With it, which retries the limits allow
 * (JC-104, JC-105, JC-107), and which of those `activeDeadlineSeconds` leaves no time for (JC-129).
 *
 * Retries are numbered in a row: those of the Job from its last success, which ends a row (JC-96).
 */
import * as Timestamp from "../data/Timestamp.ts"
import type { JobSpec } from "../manifest/JobSchema.ts"
import * as ContainerBackoff from "../pod/ContainerBackoff.ts"
import * as Pod from "../pod/Pod.ts"
import * as Backoff from "../policy/Backoff.ts"
import * as FailedPod from "./FailedPod.ts"
import * as PodBounds from "./PodBounds.ts"

export interface Retries {
  /** What is tried again: a Pod, a Pod of one index, or a container in its Pod. */
  readonly of: "Pod" | "Index" | "Container"
  /** How many the limits allow; absent where failures may be ignored without end (JC-120). */
  readonly allowed: number | undefined
  /** Of the first ones, the earliest instants, in seconds after the start of the Job. */
  readonly earliestSeconds: ReadonlyArray<number>
  /** The first one that the limits would allow, and for which the deadline leaves no time. */
  readonly impossibleFrom: number | undefined
}

/** No further retry is looked at: it would come after a week. */
const lookedAt = 1000

const shown = 10

/** How many Pods can fail together: those that are wanted at once (JC-71). */
const together = (spec: JobSpec): number => Math.max(1, PodBounds.of(spec).alive)

/**
 * The earliest instant of retry 1, 2, … in milliseconds after the start. As many failures as Pods are alive may come
 * together, and one wait for all of them, the longer the more they are (JC-102).
 */
const ofPods = (width: number, count: number): ReadonlyArray<number> => {
  const instants: Array<number> = []
  for (const retry of Array.from({ length: count }, (_, position) => position + 1)) {
    const lastAt = retry <= width ? 0 : (instants[retry - width - 1] ?? 0)
    instants.push(Backoff.due({ count: retry, lastAt }))
  }
  return instants
}

/** A container that ends as soon as it has started (LC-31). */
const ofContainers = (count: number): ReadonlyArray<number> => {
  const instants: Array<number> = []
  Array.from({ length: count }).reduce<Pod.Container>((run) => {
    const restartedAt = ContainerBackoff.due(run, run.restartedAt)
    instants.push(restartedAt)
    return { ...run, restartedAt, delaySeconds: ContainerBackoff.nextDelaySeconds(run, run.restartedAt) }
  }, Pod.newContainer)
  return instants
}

const what = ({ template, backoffLimitPerIndex }: JobSpec): Retries["of"] => {
  if (template.spec.restartPolicy === "OnFailure") return "Container"
  return backoffLimitPerIndex === undefined ? "Pod" : "Index"
}

/** The restart that reaches the limit still starts, and fails the Job with that; 0 allows it too (JC-105). */
const allowedOf = (spec: JobSpec): number | undefined => {
  const { backoffLimit, backoffLimitPerIndex = backoffLimit } = spec
  if (what(spec) === "Container") return Math.max(1, backoffLimit)
  return FailedPod.mayBeIgnored(spec) ? undefined : Math.min(backoffLimit, backoffLimitPerIndex)
}

const earliest = (spec: JobSpec, count: number): ReadonlyArray<number> => {
  const of = what(spec)
  if (of === "Container") return ofContainers(count)
  // An index has one active Pod at a time.
  return ofPods(of === "Index" ? 1 : together(spec), count)
}

export const of = (spec: JobSpec): Retries => {
  const allowed = allowedOf(spec)
  const instants = earliest(spec, Math.min(allowed ?? lookedAt, lookedAt))
  const { activeDeadlineSeconds: deadline } = spec
  // A deadline that passes at the same instant comes first (JC-57).
  const position =
    deadline === undefined
      ? -1
      : instants.findIndex((instant) => instant >= deadline * Timestamp.secondMillis)
  return {
    of: what(spec),
    allowed,
    earliestSeconds: instants.slice(0, shown).map((instant) => Math.floor(instant / Timestamp.secondMillis)),
    impossibleFrom: position === -1 ? undefined : position + 1
  }
}
