/**
 * Keys of labels and annotations: a name, and before it a DNS subdomain and a slash, if anything (AJ-69, AJ-76).
 */
import * as DnsName from "./DnsName.ts"

const name = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const nameLengthMax = 63

const rule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

const prefixFaults = (prefix: string): ReadonlyArray<string> =>
  prefix === ""
    ? ["prefix part must be non-empty"]
    : DnsName.subdomainFaults(prefix).map((fault) => `prefix part ${fault}`)

const nameFaults = (text: string): ReadonlyArray<string> => [
  ...(text === "" ? ["name part must be non-empty"] : []),
  ...(text.length > nameLengthMax ? [`name part must be no more than ${nameLengthMax} bytes`] : []),
  ...(name.test(text) ? [] : [`name part ${rule}`])
]

/** Why a text is no qualified name, if it is none. */
export const faults = (text: string): ReadonlyArray<string> => {
  const [first = "", second, ...more] = text.split("/")
  if (more.length > 0)
    return [
      `a qualified name ${rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`
    ]
  return second === undefined ? nameFaults(first) : [...prefixFaults(first), ...nameFaults(second)]
}
