/**
 * Paths of files that stay where they belong (AJ-79, AJ-80).
 */
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

export const noBacksteps = (path: string, text: string): Errors =>
  text.split("/").includes("..") ? [FieldError.invalid(path, text, "must not contain '..'")] : none

/** Below a directory. */
export const descending = (path: string, text: string): Errors => [
  ...(text.startsWith("/") ? [FieldError.invalid(path, text, "must be a relative path")] : none),
  ...noBacksteps(path, text)
]

/** Below a directory, and not among the names that a kubelet keeps for itself. */
export const notReserved = (path: string, text: string): Errors => [
  ...descending(path, text),
  ...(text.startsWith("..") && !text.startsWith("../")
    ? [FieldError.invalid(path, text, "must not start with '..'")]
    : none)
]
