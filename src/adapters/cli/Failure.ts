/**
 * Everything a command may fail with, and the words for it on standard error. `ExitCode` gives each its code.
 */

import * as Admission from "../../domain/command/Admission.ts"
import * as Job from "../../domain/job/Job.ts"
import type { ContainerRuntimeError } from "../../runtime/container/ContainerRuntime.ts"
import type { JobAlreadyExists } from "../../runtime/control/Jobs.ts"
import type { EventLogError } from "../../runtime/log/EventLog.ts"

type Rejection = Admission.Rejection

/** A verdict, not an error: it has been printed. */
export interface DifferenceFound {
  readonly _tag: "DifferenceFound"
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

/** Whoever read standard output has had enough (`| head`). */
export interface OutputClosed {
  readonly _tag: "OutputClosed"
}

export interface OutputNotWritable {
  readonly _tag: "OutputNotWritable"
  readonly reason: string
}

/** The Jobs that were seen to their end and have failed, with their conditions. */
export interface JobFailed {
  readonly _tag: "JobFailed"
  readonly jobs: ReadonlyArray<Job.Job>
}

/** Ctrl-C: the Jobs are suspended. */
export interface Suspended {
  readonly _tag: "Suspended"
  readonly names: ReadonlyArray<string>
}

/** Ctrl-C twice: Pods go on without a controller. */
export interface LeftRunning {
  readonly _tag: "LeftRunning"
  readonly names: ReadonlyArray<string>
}

/** A Job of this name is there. */
export interface JobExists {
  readonly _tag: "JobExists"
  readonly name: string
  readonly isFinished: boolean
}

/** What was waited for did not come in time. */
export interface TimedOut {
  readonly _tag: "TimedOut"
  readonly name: string
}

export type Failure =
  | TimedOut
  | JobFailed
  | Suspended
  | LeftRunning
  | JobExists
  | JobAlreadyExists
  | Rejection
  | EventLogError
  | ContainerRuntimeError
  | DifferenceFound
  | InvalidInput
  | InvalidUsage
  | LogBroken
  | HeadDiffers
  | FileNotFound
  | FileNotReadable
  | LogNotWritable
  | OutputClosed
  | OutputNotWritable

export const invalidInput = (complaints: ReadonlyArray<string>): InvalidInput => ({
  _tag: "InvalidInput",
  complaints
})

export const invalidUsage = (reason: string): InvalidUsage => ({ _tag: "InvalidUsage", reason })

const good = (count: number): string =>
  count === 1 ? "1 good record precedes" : `${count} good records precede`

const resume = (names: ReadonlyArray<string>): string =>
  names.map((name) => `jobledger resume ${name}`).join("; ")

const reasons = ({ metadata, conditions }: Job.Job): ReadonlyArray<string> =>
  conditions
    .filter(({ type }) => type === "Failed")
    .map(({ reason, message }) => `jobledger: Job ${metadata.name} failed: ${reason}: ${message}`)

const exists = ({ name, isFinished }: JobExists): string =>
  isFinished
    ? `jobledger: Job ${name} exists and has finished: --replace deletes it first, --generate-name runs another beside it`
    : `jobledger: Job ${name} exists and has not finished: jobledger resume ${name} goes on with it, --generate-name runs another beside it`

/** What standard error says; nothing where everything is said already. */
export const describe = (failure: Failure): ReadonlyArray<string> => {
  switch (failure._tag) {
    case "JobFailed":
      return failure.jobs.flatMap(reasons)
    case "Suspended":
      return [`jobledger: suspended; to go on: ${resume(failure.names)}`]
    case "LeftRunning":
      return [`jobledger: Pods are left running; to go on: ${resume(failure.names)}`]
    case "TimedOut":
      return [`jobledger: timed out waiting for Job ${failure.name}`]
    case "JobExists":
      return [exists(failure)]
    case "JobAlreadyExists":
      return [exists({ _tag: "JobExists", name: failure.name, isFinished: Job.isFinished(failure.job) })]
    case "InvalidJob":
    case "JobNotFound":
    case "PodNotFound":
      return Admission.describe(failure).map((reason) => `jobledger: ${reason}`)
    case "EventLogError":
      return [`jobledger: the store: ${failure.reason}`]
    case "ContainerRuntimeError":
      return [`jobledger: containers: ${failure.method}: ${failure.reason}`]
    case "DifferenceFound":
    case "OutputClosed":
      return []
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
    case "OutputNotWritable":
      return [`standard output cannot be written: ${failure.reason}`]
  }
}
