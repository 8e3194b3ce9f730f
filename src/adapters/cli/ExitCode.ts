/**
 * The exit codes, and the one table that maps what a command fails with to them. Effect's own teardown decides none.
 */
import * as Cause from "effect/Cause"
import type * as CliError from "effect/cli/CliError"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import type { Failure } from "./Failure.ts"

const ok = 0
const negativeVerdict = 1
const invalid = 2
const integrityBroken = 3
const notFound = 4
const environmentUnavailable = 5
const internalDefect = 70
const timedOut = 124
export const interrupted = 130
export const terminated = 143

export type Known = Failure | CliError.CliError

const codes: { readonly [T in Known["_tag"]]: number } = {
  DifferenceFound: negativeVerdict,
  RequirementNotMet: negativeVerdict,
  JobFailed: negativeVerdict,
  JobDeleted: negativeVerdict,
  TimedOut: timedOut,
  Suspended: interrupted,
  LeftRunning: interrupted,
  JobExists: invalid,
  AlreadyFinished: invalid,
  InvalidJob: invalid,
  JobNotFound: notFound,
  ObjectsNotFound: notFound,
  PodNotFound: notFound,
  EventLogError: environmentUnavailable,
  ContainerRuntimeError: environmentUnavailable,
  InvalidInput: invalid,
  InvalidUsage: invalid,
  LogBroken: integrityBroken,
  HeadDiffers: integrityBroken,
  FileNotFound: notFound,
  FileNotReadable: environmentUnavailable,
  LogNotWritable: environmentUnavailable,
  StoreNotFound: notFound,
  StoreDamaged: integrityBroken,
  StoreUnavailable: environmentUnavailable,
  OutputClosed: ok,
  OutputNotWritable: environmentUnavailable,
  ShowHelp: invalid,
  UnrecognizedOption: invalid,
  DuplicateOption: invalid,
  MissingOption: invalid,
  MissingArgument: invalid,
  UnexpectedArgument: invalid,
  InvalidValue: invalid,
  UnknownSubcommand: invalid,
  ValidationError: invalid,
  UserError: invalid
}

/** Of a log that cannot be used it depends on why. */
const codeOf = (known: Known): number =>
  known._tag === "EventLogError" && known.kind === "Damaged" ? integrityBroken : codes[known._tag]

/** The code of an end. `signal`: the code of the signal that interrupted, where one did. */
export const of = (exit: Exit.Exit<void, Known>, signal: number | undefined): number => {
  if (Exit.isSuccess(exit)) return ok
  if (Cause.hasInterruptsOnly(exit.cause)) return signal ?? interrupted
  return Option.match(Cause.findErrorOption(exit.cause), {
    onNone: () => internalDefect,
    onSome: codeOf
  })
}
