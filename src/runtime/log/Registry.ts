/**
 * The streams beside those of Jobs, as a log leaves them: who bears each name, and the epoch of the controller.
 */
import type { Recorded } from "../../domain/event/Event.ts"
import type { StoreEvent } from "../../domain/event/StoreEvent.ts"
import * as LogHead from "./LogHead.ts"
import type { Place } from "./LogRecord.ts"

/** The last record of a stream; `bearer`: the UID of the Job that bears the name. */
export interface Entry {
  readonly version: number
  readonly at: number
  readonly bearer: string | undefined
}

/** By stream. */
export type Registry = Map<string, Entry>

const none: Entry = { version: 0, at: 0, bearer: undefined }

export const entry = (registry: Registry, stream: string): Entry => registry.get(stream) ?? none

const isName = (stream: string): boolean => stream.startsWith("name/")

/** Who bears a name after an event of its stream. */
export const bearerOf = (event: Recorded | undefined): string | undefined =>
  event?._tag === "NameTaken" ? event.uid : undefined

/** What is wrong with a record of such a stream, if anything is. Each is a batch of its own. */
export const objection = (
  registry: Registry,
  { stream, version, cause }: Place,
  event: StoreEvent
): string | undefined => {
  const { bearer } = entry(registry, stream)
  if (cause !== 0) return `cause is ${cause}, and ${event._tag} follows from nothing`
  switch (event._tag) {
    case "ControllerStarted":
      if (stream !== LogHead.controllerStream) return `a controller started in the stream ${stream}`
      return event.epoch === version ? undefined : `epoch is ${event.epoch}, expected ${version}`
    case "NameTaken":
      if (!isName(stream)) return `${stream} is no name`
      return bearer === undefined ? undefined : `the name is borne by ${bearer} already`
    case "NameReleased":
      return bearer === event.uid ? undefined : `the name is borne by ${bearer ?? "nobody"}`
  }
}

export const take = (registry: Registry, { stream, version }: Place, event: StoreEvent): void => {
  registry.set(stream, { version, at: event.at, bearer: bearerOf(event) })
}
