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

type Failed = Extract<Event, { readonly _tag: "PodFailed" }>

/** Of each Pod, the exit codes of its containers, without those that are 0; of one ended as a whole nothing. */
const codesOf = (events: ReadonlyArray<Event>): ReadonlyMap<number, ReadonlyMap<string, number>> => {
  const all = new Map<number, Map<string, number>>()
  for (const event of events) {
    if (event._tag !== "ContainerExited") continue
    const pod = all.get(event.ordinal) ?? new Map<string, number>()
    if (event.exitCode === 0) pod.delete(event.container)
    else pod.set(event.container, event.exitCode)
    all.set(event.ordinal, pod)
  }
  for (const event of events) if (event._tag === "PodEvicted") all.delete(event.ordinal)
  return all
}

const shareOf = (
  all: ReadonlyArray<ExitCodes.ExitCodes>,
  container: string,
  code: number
): ExitCodes.Share | undefined =>
  all
    .find(({ containers }) => containers.length === 0 || containers.includes(container))
    ?.shares.find(({ codes }) => IntervalSet.has(codes, code))

/** Of Pods in which one container alone has not ended with 0. */
export const ofExitCodes = (batches: ReadonlyArray<Batch>): ReadonlyArray<string> => {
  const spec = settingsOf(batches)
  const all = ExitCodes.of(spec)
  const events = batches.flatMap((batch) => batch.events)
  const ends = codesOf(events)
  const contradiction = ({ ordinal, rule = -1 }: Failed): ReadonlyArray<string> => {
    const [[name, code] = ["", 0], ...others] = [...(ends.get(ordinal) ?? [])]
    const share = shareOf(all, name, code)
    // What would run again has not, where its Pod was asked to end.
    if (others.length > 0 || share === undefined || share.outcome === "Restart") return []
    const action = spec.podFailurePolicy?.rules?.[rule]?.action ?? "NoRule"
    return share.outcome === action ? [] : [`${name} ${code}: ${action}`]
  }
  return events.flatMap((event) => (event._tag === "PodFailed" ? contradiction(event) : []))
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

/** The first container of a Pod, where there are others, may have ended before. */
const hasOneContainer = ({ template: { spec } }: JobSpec): boolean =>
  spec.containers.length + (spec.initContainers?.length ?? 0) === 1

export const ofDisruption = (batches: ReadonlyArray<Batch>): ReadonlyArray<string> => {
  const spec = settingsOf(batches)
  const { outcomes } = Disruption.of(spec)
  if (!hasOneContainer(spec)) return []
  return batches.flatMap(({ events }) => {
    const [fact] = events
    if (fact?._tag !== "PodEvicted" || ![137, 143].includes(fact.exitCode)) return []
    const [only, ...others] = outcomes
    const outcome = others.length === 0 ? only : outcomes.find(({ exitCode }) => exitCode === fact.exitCode)
    // Other Pods may fail with the verdict that follows.
    const own = events.filter((event) => "ordinal" in event && event.ordinal === fact.ordinal)
    return own.flatMap((event) => {
      if (event._tag === "PodFailed" && event.rule !== outcome?.rule) return [`rule ${event.rule}`]
      const isCounted = event._tag === "PodReleased" && event.countedAs === "Failed"
      return isCounted && outcome?.action === "Ignore" ? ["counted"] : []
    })
  })
}
