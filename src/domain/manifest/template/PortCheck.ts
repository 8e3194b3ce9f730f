/**
 * Ports, by number or by name.
 */
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"

type Errors = FieldCheck.Errors

const nameLengthMax = 15

const nameFaults = (text: string): ReadonlyArray<string> => [
  ...(text.length > nameLengthMax ? [`must be no more than ${nameLengthMax} characters`] : []),
  ...(/^[-a-z0-9]+$/.test(text)
    ? []
    : ["must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"]),
  ...(/[a-z]/.test(text) ? [] : ["must contain at least one letter (a-z)"]),
  ...(text.includes("--") ? ["must not contain consecutive hyphens"] : []),
  ...(/^-|-$/.test(text) ? ["must not begin or end with a hyphen"] : [])
]

export const name = (path: string, text: string): Errors =>
  nameFaults(text).map((fault) => FieldError.invalid(path, text, fault))

export const number = (path: string, value: number): Errors => FieldCheck.between(path, value, 1, 65535)

export const numberOrName = (path: string, value: number | string = 0): Errors =>
  typeof value === "string" ? name(path, value) : number(path, value)
