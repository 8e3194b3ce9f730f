/**
 * Values of labels, and what the API says of a text that is none (AJ-69).
 */
const value = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/
const lengthMax = 63

const none: ReadonlyArray<string> = []

const rule =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

/** Why a text is no value of a label, if it is none. */
export const faults = (text: string): ReadonlyArray<string> =>
  text.length <= lengthMax && value.test(text)
    ? none
    : [
        ...(text.length > lengthMax ? [`must be no more than ${lengthMax} bytes`] : none),
        ...(value.test(text) ? none : [rule])
      ]
