/**
 * What a command on a store that lives may fail with, and the words for it.
 */
import * as Admission from "../../domain/command/Admission.ts"
import type * as Job from "../../domain/job/Job.ts"
import type { ContainerRuntimeError } from "../../runtime/container/ContainerRuntime.ts"
import type { EventLogError } from "../../runtime/log/EventLog.ts"
import * as GoOn from "./GoOn.ts"

/** The Jobs that were seen to their end and have failed, with their conditions. */
export interface JobFailed {
  readonly _tag: "JobFailed"
  readonly jobs: ReadonlyArray<Job.Job>
}

/** The Jobs were to be seen to their end, and somebody deleted them before that. */
export interface JobDeleted {
  readonly _tag: "JobDeleted"
  readonly names: ReadonlyArray<string>
}

/** Ctrl-C: the Jobs are suspended. */
export interface Suspended {
  readonly _tag: "Suspended"
  readonly jobs: ReadonlyArray<GoOn.Left>
}

/** Ctrl-C twice: nobody waits for the Pods, which were asked to end. */
export interface LeftRunning {
  readonly _tag: "LeftRunning"
  readonly jobs: ReadonlyArray<GoOn.Left>
}

/** A Job of this name is there. */
export interface JobExists {
  readonly _tag: "JobExists"
  readonly job: GoOn.Left
  readonly isFinished: boolean
}

/** What has finished cannot be suspended. */
export interface AlreadyFinished {
  readonly _tag: "AlreadyFinished"
  readonly name: string
}

/** What was waited for did not come in time; `waitsFor`: what the Job itself waits for, in words. */
export interface TimedOut {
  readonly _tag: "TimedOut"
  readonly name: string
  readonly waitsFor: ReadonlyArray<string>
}

/** `kind`: of the objects, in the plural. */
export interface ObjectsNotFound {
  readonly _tag: "ObjectsNotFound"
  readonly kind: "jobs" | "pods" | "containers"
  readonly names: ReadonlyArray<string>
}

export type LiveFailure =
  | ObjectsNotFound
  | TimedOut
  | JobFailed
  | JobDeleted
  | Suspended
  | LeftRunning
  | JobExists
  | AlreadyFinished
  | Admission.Rejection
  | EventLogError
  | ContainerRuntimeError

const reasons = ({ metadata, conditions }: Job.Job): ReadonlyArray<string> =>
  conditions
    .filter(({ type }) => type === "Failed")
    .map(({ reason, message }) => `jobledger: Job ${metadata.name} failed: ${reason}: ${message}`)

const exists = ({ job, isFinished }: JobExists): string =>
  isFinished
    ? `jobledger: Job ${job.name} exists and has finished: --replace deletes it first, --generate-name runs another beside it`
    : `jobledger: Job ${job.name} exists and has not finished: ${GoOn.command(job)} goes on with it, --generate-name runs another beside it`

/** What standard error says. */
export const describe = (failure: LiveFailure): ReadonlyArray<string> => {
  switch (failure._tag) {
    case "JobFailed":
      return failure.jobs.flatMap(reasons)
    case "JobDeleted":
      return failure.names.map((name) => `jobledger: Job ${name} was deleted before it had finished`)
    case "Suspended":
      return [`jobledger: suspended; to go on: ${GoOn.commands(failure.jobs)}`]
    case "LeftRunning":
      return [
        `jobledger: suspended, and Pods are left to end by themselves; to go on: ${GoOn.commands(failure.jobs)}`
      ]
    case "ObjectsNotFound": {
      const kind = failure.kind === "jobs" ? "jobs.batch" : failure.kind
      return failure.names.map((name) => `jobledger: ${kind} "${name}" not found`)
    }
    case "TimedOut":
      return [
        `jobledger: timed out waiting for Job ${failure.name}`,
        ...failure.waitsFor.map((line) => `jobledger: it waits for ${line}`)
      ]
    case "JobExists":
      return [exists(failure)]
    case "AlreadyFinished":
      return [`jobledger: Job ${failure.name} has finished: there is nothing to suspend`]
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
  JobDeleted: true,
  Suspended: true,
  LeftRunning: true,
  JobExists: true,
  AlreadyFinished: true,
  InvalidJob: true,
  JobNotFound: true,
  PodNotFound: true,
  EventLogError: true,
  ContainerRuntimeError: true
}

export const isOne = (failure: { readonly _tag: string }): failure is LiveFailure => failure._tag in tags
