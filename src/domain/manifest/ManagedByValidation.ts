/**
 * `managedBy`: a path behind a domain, such as `acme.io/foo` (AJ-32).
 */
import * as DnsName from "./DnsName.ts"
import * as FieldError from "./FieldError.ts"
import type { JobSpec } from "./JobSchema.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

const path = "spec.managedBy"
const bytesMax = 63
const characters = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/

const prefixed = (text: string): Errors => {
  const slash = text.indexOf("/")
  const domain = text.slice(0, slash)
  const rest = text.slice(slash + 1)
  if (slash <= 0 || rest === "")
    return [FieldError.invalid(path, text, 'must be a domain-prefixed path (such as "acme.io/foo")')]
  return [
    ...DnsName.subdomainFaults(domain).map((fault) => FieldError.invalid(path, domain, fault)),
    ...(characters.test(rest)
      ? []
      : [
          FieldError.invalid(
            path,
            rest,
            `Invalid path (regex used for validation is '${characters.source.slice(1, -1)}')`
          )
        ])
  ]
}

export const errors = ({ managedBy }: Pick<JobSpec, "managedBy">): Errors => {
  if (managedBy === undefined) return []
  return [
    ...(managedBy === "" ? [FieldError.required(path)] : prefixed(managedBy)),
    ...(managedBy.length > bytesMax ? [FieldError.tooLong(path, bytesMax)] : [])
  ]
}
