/**
 * Everything a command may fail with, and the words for it on standard error. `ExitCode` gives each its code.
 */
import type { StoreError } from "../sqlite/StoreError.ts"
import * as LiveFailure from "./LiveFailure.ts"

/** A verdict, not an error: what differs, or which law is broken, has been printed. */
export interface DifferenceFound {
  readonly _tag: "DifferenceFound"
}

/** A verdict: a Job does not meet what is required of it. */
export interface RequirementNotMet {
  readonly _tag: "RequirementNotMet"
  readonly complaints: ReadonlyArray<string>
}

/** What was given is no scenario: every complaint, ready to print. */
export interface InvalidInput {
  readonly _tag: "InvalidInput"
  readonly complaints: ReadonlyArray<string>
}

/** The command line asks for what makes no sense. */
export interface InvalidUsage {
  readonly _tag: "InvalidUsage"
  readonly reason: string
}

/** A log whose chain, text or sequence is broken at a line, counted from 1. */
export interface LogBroken {
  readonly _tag: "LogBroken"
  readonly path: string
  readonly line: number
  readonly reason: string
}

/** A log that holds, and ends elsewhere than it should. Heads are written `SEQ:HASH`. */
export interface HeadDiffers {
  readonly _tag: "HeadDiffers"
  readonly path: string
  readonly head: string
  readonly expected: string
}

/** `at`: the place that names the file, where it is not the command line. */
export interface FileNotFound {
  readonly _tag: "FileNotFound"
  readonly path: string
  readonly at?: string
}

export interface FileNotReadable {
  readonly _tag: "FileNotReadable"
  readonly path: string
  readonly reason: string
}

export interface LogNotWritable {
  readonly _tag: "LogNotWritable"
  readonly path: string
  readonly reason: string
}

/** There is no store where one was asked for. The reasons of stores name their files. */
export interface StoreNotFound {
  readonly _tag: "StoreNotFound"
  readonly reason: string
}

/** What stands in a store is not what was written. */
export interface StoreDamaged {
  readonly _tag: "StoreDamaged"
  readonly reason: string
}

/** A store that is locked, full, forbidden, or none at all. */
export interface StoreUnavailable {
  readonly _tag: "StoreUnavailable"
  readonly reason: string
}

/** Whoever read standard output has had enough (`| head`). */
export interface OutputClosed {
  readonly _tag: "OutputClosed"
}

export interface OutputNotWritable {
  readonly _tag: "OutputNotWritable"
  readonly reason: string
}

export type Failure =
  | LiveFailure.LiveFailure
  | DifferenceFound
  | RequirementNotMet
  | InvalidInput
  | InvalidUsage
  | LogBroken
  | HeadDiffers
  | FileNotFound
  | FileNotReadable
  | LogNotWritable
  | StoreNotFound
  | StoreDamaged
  | StoreUnavailable
  | OutputClosed
  | OutputNotWritable

export const invalidInput = (complaints: ReadonlyArray<string>): InvalidInput => ({
  _tag: "InvalidInput",
  complaints
})

export const invalidUsage = (reason: string): InvalidUsage => ({ _tag: "InvalidUsage", reason })

export const fromStore = ({ kind, reason }: StoreError): Failure => {
  switch (kind) {
    case "NotFound":
      return { _tag: "StoreNotFound", reason }
    case "Damaged":
      return { _tag: "StoreDamaged", reason }
    case "Foreign":
    case "Unavailable":
      return { _tag: "StoreUnavailable", reason }
  }
}

const good = (count: number): string =>
  count === 1 ? "1 good record precedes" : `${count} good records precede`

/** What standard error says; nothing where everything is said already. */
export const describe = (failure: Failure): ReadonlyArray<string> => {
  if (LiveFailure.isOne(failure)) return LiveFailure.describe(failure)
  switch (failure._tag) {
    case "DifferenceFound":
    case "OutputClosed":
      return []
    case "RequirementNotMet":
    case "InvalidInput":
      return failure.complaints
    case "InvalidUsage":
      return [`jobledger: ${failure.reason}`]
    case "LogBroken":
      return [`${failure.path}:${failure.line}: broken log: ${failure.reason}; ${good(failure.line - 1)} it`]
    case "HeadDiffers":
      return [
        `${failure.path}: the log does not end where it should: its head is ${failure.head}, expected ${failure.expected}`
      ]
    case "FileNotFound":
      return [`${failure.at === undefined ? "" : `${failure.at}: `}${failure.path}: no such file`]
    case "FileNotReadable":
      return [`${failure.path}: cannot be read: ${failure.reason}`]
    case "LogNotWritable":
      return [`${failure.path}: the log cannot be written: ${failure.reason}`]
    case "StoreNotFound":
    case "StoreDamaged":
    case "StoreUnavailable":
      return [failure.reason]
    case "OutputNotWritable":
      return [`standard output cannot be written: ${failure.reason}`]
  }
}
