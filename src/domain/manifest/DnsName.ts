/**
 * DNS labels and subdomains, and what the API says of a text that is none (AJ-7).
 */
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

const labelLengthMax = 63
const subdomainLengthMax = 253

const none: ReadonlyArray<string> = []

const labelRule =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with " +
  "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

/** Why a text is no DNS label, if it is none. */
export const labelFaults = (text: string): ReadonlyArray<string> =>
  text.length <= labelLengthMax && label.test(text)
    ? none
    : [
        ...(text.length > labelLengthMax ? [`must be no more than ${labelLengthMax} bytes`] : none),
        ...(label.test(text) ? none : [subdomain.test(text) ? "must not contain dots" : labelRule])
      ]

/** Why a text is no DNS subdomain, if it is none. */
export const subdomainFaults = (text: string): ReadonlyArray<string> =>
  text.length <= subdomainLengthMax && subdomain.test(text)
    ? none
    : [
        ...(text.length > subdomainLengthMax
          ? [`must be no more than ${subdomainLengthMax} characters`]
          : none),
        ...(subdomain.test(text) ? none : [subdomainRule])
      ]
