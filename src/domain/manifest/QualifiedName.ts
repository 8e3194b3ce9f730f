/**
 * Keys of labels and annotations: a name, and before it a DNS subdomain and a slash, if anything (AJ-69, AJ-76).
 */
import * as DnsName from "./DnsName.ts"

const name = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const nameLengthMax = 63

const none: ReadonlyArray<string> = []

const rule =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

const prefixFaults = (prefix: string): ReadonlyArray<string> => {
  if (prefix === "") return ["prefix part must be non-empty"]
  const faults = DnsName.subdomainFaults(prefix)
  return faults.length === 0 ? none : faults.map((fault) => `prefix part ${fault}`)
}

const nameFaults = (text: string): ReadonlyArray<string> =>
  text.length <= nameLengthMax && name.test(text)
    ? none
    : [
        ...(text === "" ? ["name part must be non-empty"] : none),
        ...(text.length > nameLengthMax ? [`name part must be no more than ${nameLengthMax} bytes`] : none),
        ...(name.test(text) ? none : [`name part ${rule}`])
      ]

/** Why a text is no qualified name, if it is none. */
export const faults = (text: string): ReadonlyArray<string> => {
  const slash = text.indexOf("/")
  if (slash < 0) return nameFaults(text)
  if (text.includes("/", slash + 1))
    return [
      `a qualified name ${rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`
    ]
  return [...prefixFaults(text.slice(0, slash)), ...nameFaults(text.slice(slash + 1))]
}
