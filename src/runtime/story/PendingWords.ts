/**
 * What a Job waits for, in words: `back-off before the next Pod, 8s more`, `2 Pods to end: demo-4xk2p, demo-9vwzc`.
 */
import * as OrdinalMap from "../../domain/data/OrdinalMap.ts"
import type { Job } from "../../domain/job/Job.ts"
import * as PodNames from "../../domain/pod/PodNames.ts"
import * as Pending from "../../domain/projection/Pending.ts"
import * as Clock from "./Clock.ts"
import * as Columns from "./Columns.ts"

/** Characters of a line, beyond which Pods are counted and no longer named. */
const lengthMax = 100

const more = (due: number, now: number): string =>
  due > now ? `, ${Clock.roughly(due - now)} more` : ", now due"

const nameOf = ({ metadata, podSet }: Job, ordinal: number): string =>
  PodNames.name(metadata, ordinal, OrdinalMap.get(podSet.pods, ordinal)?.index)

/** Of `a Pod` or `3 Pods`. */
const texts: { readonly [T in Pending.OfPod["_tag"]]: (pods: string) => string } = {
  Slot: (pods) => `room for ${pods}`,
  Start: (pods) => `${pods} to start`,
  End: (pods) => `${pods} to end`,
  Restart: (pods) => `${pods} to run again`,
  Termination: (pods) => `${pods} to end, as asked`
}

/** All Pods of one kind in a line; the soonest of their instants is told. */
const ofPods = (job: Job, all: ReadonlyArray<Pending.OfPod>, now: number): ReadonlyArray<string> => {
  const [first] = all
  if (first === undefined) return []
  const ordinals = [...new Set(all.map(({ ordinal }) => ordinal))]
  const dues = all.flatMap((one) => ("due" in one ? [one.due] : []))
  const text = texts[first._tag](ordinals.length === 1 ? "a Pod" : `${ordinals.length} Pods`)
  const when =
    dues.length === 0
      ? ""
      : more(
          dues.reduce((one, other) => Math.min(one, other)),
          now
        )
  const start = `${text}${when}: `
  const names = ordinals.map((ordinal) => nameOf(job, ordinal))
  return [`${start}${Columns.names(names, lengthMax - start.length)}`]
}

const ofJob = (pending: Pending.OfUser | Pending.OfTimer, now: number): string => {
  switch (pending._tag) {
    case "Resume":
      return "somebody to resume it"
    case "Parallelism":
      return "somebody to raise its parallelism, which is 0"
    case "Finalizers":
      return `somebody to remove its finalizers: ${pending.finalizers.join(", ")}`
    case "Manager":
      return `${pending.manager}, the controller it was given to`
    case "Backoff":
      return `the back-off before the next Pod${more(pending.due, now)}`
    case "TTL":
      return `its deletion as ttlSecondsAfterFinished says${more(pending.due, now)}`
  }
}

const isOfPod = (pending: Pending.Pending): pending is Pending.OfPod => "ordinal" in pending

const kinds = ["Slot", "Start", "End", "Restart", "Termination"] as const

/** One line for each thing it waits for, Pods of one kind together; none for a Job that is over. */
export const lines = (job: Job, now: number): ReadonlyArray<string> => {
  const all = Pending.of(job)
  const pods = all.filter(isOfPod)
  return [
    ...all.flatMap((one) => (isOfPod(one) ? [] : [ofJob(one, now)])),
    ...kinds.flatMap((kind) =>
      ofPods(
        job,
        pods.filter(({ _tag }) => _tag === kind),
        now
      )
    )
  ]
}
