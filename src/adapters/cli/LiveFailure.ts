/**
 * What a command on a store that lives may fail with, and the words for it.
 */
import * as Admission from "../../domain/command/Admission.ts"
import * as Job from "../../domain/job/Job.ts"
import type { ContainerRuntimeError } from "../../runtime/container/ContainerRuntime.ts"
import type { JobAlreadyExists } from "../../runtime/control/Jobs.ts"
import type { EventLogError } from "../../runtime/log/EventLog.ts"

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

/** `kind`: of the objects, in the plural. */
export interface ObjectsNotFound {
  readonly _tag: "ObjectsNotFound"
  readonly kind: "jobs" | "pods"
  readonly names: ReadonlyArray<string>
}

export type LiveFailure =
  | ObjectsNotFound
  | TimedOut
  | JobFailed
  | Suspended
  | LeftRunning
  | JobExists
  | JobAlreadyExists
  | Admission.Rejection
  | EventLogError
  | ContainerRuntimeError

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

/** What standard error says. */
export const describe = (failure: LiveFailure): ReadonlyArray<string> => {
  switch (failure._tag) {
    case "JobFailed":
      return failure.jobs.flatMap(reasons)
    case "Suspended":
      return [`jobledger: suspended; to go on: ${resume(failure.names)}`]
    case "LeftRunning":
      return [`jobledger: Pods are left running; to go on: ${resume(failure.names)}`]
    case "ObjectsNotFound": {
      const kind = failure.kind === "jobs" ? "jobs.batch" : "pods"
      return failure.names.map((name) => `jobledger: ${kind} "${name}" not found`)
    }
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
  }
}

const tags: { readonly [T in LiveFailure["_tag"]]: true } = {
  ObjectsNotFound: true,
  TimedOut: true,
  JobFailed: true,
  Suspended: true,
  LeftRunning: true,
  JobExists: true,
  JobAlreadyExists: true,
  InvalidJob: true,
  JobNotFound: true,
  PodNotFound: true,
  EventLogError: true,
  ContainerRuntimeError: true
}

export const isOne = (failure: { readonly _tag: string }): failure is LiveFailure => failure._tag in tags
