/**
 * How a history contradicts what is said of the settings of its Job; empty when it does not.
 */
import * as Disruption from "../../src/domain/check/Disruption.ts"
import * as ExitCodes from "../../src/domain/check/ExitCodes.ts"
import * as Overlap from "../../src/domain/check/Overlap.ts"
import * as PodBounds from "../../src/domain/check/PodBounds.ts"
import * as Retries from "../../src/domain/check/Retries.ts"
import * as IntervalSet from "../../src/domain/data/IntervalSet.ts"
import type { Event } from "../../src/domain/event/Event.ts"
import type { Batch } from "../../src/domain/job/Decider.ts"
import * as Job from "../../src/domain/job/Job.ts"
import type { JobSpec } from "../../src/domain/manifest/JobSchema.ts"
import * as IndexHolders from "../../src/runtime/check/IndexHolders.ts"

/** The number of a retry in its row, where an event begins one. */
const retryOf = (spec: JobSpec, event: Event, failures: number): number | undefined => {
  const { of } = Retries.of(spec)
  if (event._tag === "ContainerStarted") return of === "Container" ? event.attempt : undefined
  if (event._tag !== "PodCreated" || of === "Container") return undefined
  const { counted, ignored } = event.indexFailures ?? { counted: 0, ignored: 0 }
  return of === "Index" ? counted + ignored : failures
}

/** Nobody changes them. */
const settingsOf = ([first]: ReadonlyArray<Batch>): JobSpec => (first?.job ?? Job.initialState).spec

export const ofRetries = (batches: ReadonlyArray<Batch>): ReadonlyArray<string> => {
  const { allowed = Infinity, earliestSeconds, impossibleFrom = Infinity } = Retries.of(settingsOf(batches))
  return batches.flatMap(({ job, events }) =>
    events.flatMap((event) => {
      const retry = retryOf(job.spec, event, job.failures.count) ?? 0
      if (retry === 0) return []
      const seconds = (event.at - (job.startTime ?? 0)) / 1000
      const isAllowed = retry <= allowed && retry < impossibleFrom
      return isAllowed && seconds >= (earliestSeconds[retry - 1] ?? 0)
        ? []
        : [`retry ${retry} starts after ${seconds} s`]
    })
  )
}

/** Of Pods in which one container alone has not ended with 0. */
export const ofExitCodes = (batches: ReadonlyArray<Batch>): ReadonlyArray<string> => {
  const ends = new Map<number, Map<string, number>>()
  const whole = new Set<number>()
  const codes = ExitCodes.of(settingsOf(batches))
  return batches.flatMap(({ job, events }) =>
    events.flatMap((event) => {
      if (event._tag === "PodEvicted") whole.add(event.ordinal)
      if (event._tag === "ContainerExited") {
        const pod = ends.get(event.ordinal) ?? new Map<string, number>()
        ends.set(event.ordinal, pod.set(event.container, event.exitCode))
      }
      if (event._tag !== "PodFailed" || whole.has(event.ordinal) || codes.length === 0) return []
      const failed = [...(ends.get(event.ordinal) ?? [])].filter(([, code]) => code !== 0)
      const [name = "", code = 0] = failed[0] ?? []
      const found = codes.find(({ containers }) => containers.length === 0 || containers.includes(name))
      if (failed.length !== 1 || found === undefined || code > 255) return []
      const action = job.spec.podFailurePolicy?.rules?.[event.rule ?? -1]?.action ?? "NoRule"
      const share = found.shares.find((one) => IntervalSet.has(one.codes, code))
      // What would run again has not, where its Pod was asked to end.
      return share?.outcome === action || share?.outcome === "Restart" ? [] : [`${name} ${code}: ${action}`]
    })
  )
}

export const ofOverlap = (batches: ReadonlyArray<Batch>): ReadonlyArray<string> => {
  const holders = IndexHolders.make()
  return batches.flatMap(({ job, events }) => {
    events.forEach((event) => IndexHolders.see(holders, event))
    if (Overlap.of(job.spec).isPossible) return []
    const { active, terminating } = job.podSet.tally
    return holders.hasOverlap || active + terminating > job.spec.parallelism ? ["Pods overlap"] : []
  })
}

export const ofPodBounds = (batches: ReadonlyArray<Batch>): ReadonlyArray<string> =>
  batches.flatMap(({ job: { spec, podSet } }) => {
    const { alive, created = Infinity } = PodBounds.of(spec)
    const living = podSet.tally.active + podSet.tally.terminating
    return living <= alive && podSet.nextOrdinal <= created
      ? []
      : [`${living} Pods alive, ${podSet.nextOrdinal} created`]
  })

/** Of Pods with one container, which is then the one that the disruption ends. */
export const ofDisruption = (batches: ReadonlyArray<Batch>): ReadonlyArray<string> =>
  batches.flatMap(({ job: { spec }, events }) => {
    const [fact] = events
    const { containers, initContainers = [] } = spec.template.spec
    if (fact?._tag !== "PodEvicted" || containers.length + initContainers.length > 1) return []
    if (!fact.conditions.some(({ type }) => type === Disruption.condition.type)) return []
    const { outcomes } = Disruption.of(spec)
    const isFrom = (code: number) => fact.exitCode === code
    const outcome = outcomes.length === 1 ? outcomes[0] : outcomes.find(({ exitCode }) => isFrom(exitCode))
    if (!isFrom(143) && !isFrom(137)) return []
    return events.flatMap((event) => {
      if (event._tag === "PodFailed" && event.rule !== outcome?.rule) return [`rule ${event.rule}`]
      const isCounted = event._tag === "PodReleased" && event.countedAs === "Failed"
      return isCounted && event.ordinal === fact.ordinal && outcome?.action === "Ignore" ? ["counted"] : []
    })
  })
