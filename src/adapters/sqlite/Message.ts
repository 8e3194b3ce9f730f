/**
 * What goes between the port and the worker that has the connection. Objects are costly to copy from thread to thread,
 * one text is not: appends go encoded, many in a message, and back comes only what the sender cannot know.
 */
import type { Outcome, Slot, Stale } from "./Appending.ts"
import type { Answers, Request } from "./Connection.ts"
import type { StoreError } from "./StoreError.ts"

/**
 * Several appends: which of their events go to which streams, as JSON, and the bodies of all of them, one a line. What
 * is too long for one message, which would hold up its sender, goes ahead as `Bodies`: the group brings the last of them.
 */
export interface Group {
  readonly _tag: "Group"
  readonly id: number
  readonly appends: string
  readonly bodies: string
}

type Appends = ReadonlyArray<ReadonlyArray<Slot>>

export const group = (id: number, appends: Appends, bodies: ReadonlyArray<string>): Group => ({
  _tag: "Group",
  id,
  appends: JSON.stringify(appends),
  bodies: lines(bodies)
})

/** A body is JSON in one line. */
export const lines = (bodies: ReadonlyArray<string>): string => bodies.join("\n")

export const bodiesOf = (lines: string): ReadonlyArray<string> => (lines === "" ? [] : lines.split("\n"))

/** The slots of each append of a group. */
export const appendsOf = ({ appends }: Group): Appends =>
  // `group` has written it.
  JSON.parse(appends) as Appends

export type ToWorker =
  | { readonly _tag: "Ask"; readonly id: number; readonly request: Request }
  | { readonly _tag: "Bodies"; readonly bodies: string }
  | Group
  | { readonly _tag: "Close" }

/** The id under which the worker tells whether it could open the store. */
export const opening = 0

/** The id under which its end is waited for. */
export const closing = -1

/** What became of a group. */
export interface Committed {
  /** The position before the first record of the group: no other records stand between those of its appends. */
  readonly behind: number
  /** The hashes of all its records, one after the other. */
  readonly hashes: string
  /** Which of its appends were left out, by their position in the group. */
  readonly stale: ReadonlyArray<readonly [position: number, stale: Stale]>
}

/** What became of a group's appends, put together. */
export const committed = (outcomes: ReadonlyArray<Outcome>): Committed => {
  const first = outcomes.find((outcome) => outcome._tag === "Appended")
  return {
    behind: first?.behind ?? 0,
    hashes: outcomes.flatMap((outcome) => (outcome._tag === "Appended" ? outcome.hashes : [])).join(""),
    stale: outcomes.flatMap((outcome, position) =>
      outcome._tag === "Conflict" ? [[position, outcome] as const] : []
    )
  }
}

export type Value = Answers[Request["_tag"]] | Committed | undefined

export type Answer =
  | { readonly _tag: "Done"; readonly id: number; readonly value: Value }
  | { readonly _tag: "Failed"; readonly id: number; readonly error: Pick<StoreError, "kind" | "reason"> }

export type FromWorker = ReadonlyArray<Answer>
