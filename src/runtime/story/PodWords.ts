/**
 * What happens to Pods, in words.
 */
import type { Event } from "../../domain/event/Event.ts"
import * as Job from "../../domain/job/Job.ts"
import type * as PodHistory from "../../domain/projection/PodHistory.ts"
import type * as Recorder from "../simulation/Recorder.ts"
import * as About from "./About.ts"
import * as ContainerWords from "./ContainerWords.ts"
import * as Entry from "./Entry.ts"
import * as FailureWords from "./FailureWords.ts"

export type PodEvent = Extract<Event, { readonly ordinal: number }>

/** The Pod's name, as generated or by its ordinal (TR-28). */
export const nameOf = (names: Recorder.Names, job: Job.Job, pod: PodHistory.PodRecord): string => {
  if (names === "generated") return pod.name
  const index = pod.index === undefined ? "" : `-${pod.index}`
  return `${job.metadata.name}${index}-#${pod.ordinal}`
}

const completions = (job: Job.Job): string =>
  job.spec.completions === undefined
    ? `${Job.succeeded(job)} succeeded`
    : `${Job.succeeded(job)} of ${job.spec.completions} completions`

/** How the init container ended that the Pod failed by. */
const initEnding = ({ initContainers }: PodHistory.PodRecord): string | undefined => {
  const failed = initContainers.find(({ isSidecar, run }) => !isSidecar && (run?.exitCode ?? 0) !== 0)
  return failed === undefined
    ? undefined
    : ` (init container ${failed.name}, exit code ${failed.run?.exitCode})`
}

/** How it ended, as far as that says more than "failed": for its own reason, or as its container did. */
const ending = ({ pod, batch }: About.About): string => {
  const init = pod.exitCode === undefined && pod.reason === undefined ? initEnding(pod) : undefined
  if (init !== undefined) return init
  const exit = batch.events.find(
    (event) =>
      event._tag === "ContainerExited" && event.ordinal === pod.ordinal && event.exitCode === pod.exitCode
  )
  const ofContainer = exit?._tag === "ContainerExited" && exit.reason !== "Error" ? exit.reason : undefined
  const reason = pod.reason ?? ofContainer
  const code = pod.exitCode === undefined ? undefined : `exit code ${pod.exitCode}`
  const words = [reason, code].filter((word) => word !== undefined && word !== "").join(", ")
  return words === "" ? "" : ` (${words})`
}

/** Whether the object goes with the Pod's end, in the same batch. */
const goes = ({ batch, pod }: About.About): boolean =>
  batch.events.some(
    ({ _tag, ...event }) => _tag === "PodDeleted" && "ordinal" in event && event.ordinal === pod.ordinal
  )

/** A Pod that was asked to end has failed for the API; for people it has ended. */
const failed = (about: About.About, at: number): Entry.Entry => {
  const { pod, name } = about
  const how = `${pod.startedAt === undefined ? " before it ran" : ""}${ending(about)}`
  const isAsked = pod.deletionRequestedAt !== undefined
  return Entry.ofPod(at, name, `${isAsked ? "ended" : "failed"}${how}${goes(about) ? ", gone" : ""}`, {
    tone: isAsked ? "plain" : "bad",
    note: FailureWords.meaning(about)
  })
}

const gone = (about: About.About, at: number): Entry.Entry | undefined => {
  const isTold = about.batch.events.some(
    (event) => event._tag === "PodFailed" && event.ordinal === about.pod.ordinal
  )
  return isTold ? undefined : Entry.ofPod(at, about.name, "gone")
}

/** A container that runs again makes its Pod ready again, which goes without saying. */
const ready = ({ batch, name, pod }: About.About, at: number): Entry.Entry | undefined => {
  const isRestart = batch.events.some(
    (event) => event._tag === "ContainerStarted" && event.ordinal === pod.ordinal
  )
  return isRestart ? undefined : Entry.ofPod(at, name, "ready")
}

const succeeded = (about: About.About, at: number): Entry.Entry => {
  const isCounted = About.release(about)?.countedAs === "Succeeded"
  return Entry.ofPod(at, about.name, "succeeded", {
    tone: "good",
    note: isCounted ? completions(about.batch.job) : undefined
  })
}

/** A Pod is mostly counted when it ends, which is told with its end. */
const counted = (about: About.About, event: Extract<PodEvent, { readonly _tag: "PodReleased" }>) => {
  const hasEnded = about.batch.events.some(
    (other) =>
      (other._tag === "PodFailed" || other._tag === "PodSucceeded") && other.ordinal === event.ordinal
  )
  if (hasEnded || event.countedAs === "Nothing") return undefined
  const note =
    event.countedAs === "Failed" ? FailureWords.failures(about.batch.job) : completions(about.batch.job)
  return Entry.ofPod(event.at, about.name, `counted as ${event.countedAs.toLowerCase()}`, { note })
}

const created = ({ pod, name }: About.About, at: number): Entry.Entry =>
  Entry.ofPod(
    at,
    name,
    pod.index === undefined || pod.attempt === 0 ? "created" : `created, attempt ${pod.attempt}`
  )

const terminating = (
  { name }: About.About,
  { at, reason }: Extract<PodEvent, { readonly _tag: "PodTerminationDecided" }>
): Entry.Entry => {
  const why = reason === "DeadlineExceeded" ? "past the deadline" : "only sidecars were left"
  return Entry.ofPod(at, name, `asked to end: ${why}`)
}

type Asked = Extract<PodEvent, { readonly _tag: "PodDeletionRequestedByUser" | "PodDeletionRequested" }>

const asked = (event: Asked): string => {
  if (event._tag === "PodDeletionRequestedByUser") return "asked to end by somebody"
  return event.by === "JobController" ? "asked to end" : "asked to end by the garbage collector"
}

/** The entry that tells an event, if it is told. */
export const of = (event: PodEvent, about: About.About): Entry.Entry | undefined => {
  if ("container" in event) return ContainerWords.of(event, about)
  const { at } = event
  const says = (text: string) => Entry.ofPod(at, about.name, text)
  switch (event._tag) {
    case "PodCreated":
      return created(about, at)
    case "PodStarted":
      return says(event.ready ? "started" : "started, not ready yet")
    case "PodReady":
      return event.ready ? ready(about, at) : undefined
    case "PodSucceeded":
      return succeeded(about, at)
    case "PodFailed":
      return failed(about, at)
    case "PodTerminationDecided":
      return terminating(about, event)
    case "AllContainersRemoved":
      return says("started over in place, all containers removed")
    case "PodReleased":
      return counted(about, event)
    case "PodDeletionRequestedByUser":
    case "PodDeletionRequested":
      return says(asked(event))
    case "PodDeleted":
      return gone(about, at)
    case "SlotGranted":
    case "PodScheduled":
    case "PodDeadlineArmed":
    case "PodDeadlineExceeded":
    case "PodEvicted":
      return undefined
  }
}
