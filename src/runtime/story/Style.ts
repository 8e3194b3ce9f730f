/**
 * Colour, where there is any, and texts that a terminal may be shown.
 */

export type Tone = "plain" | "dim" | "strong" | "good" | "bad" | "waiting"

/** Paints a text. */
export type Paint = (tone: Tone, text: string) => string

const codes: { readonly [T in Exclude<Tone, "plain">]: number } = {
  dim: 2,
  strong: 1,
  good: 32,
  bad: 31,
  waiting: 33
}

const escape = String.fromCodePoint(27)

export const paint =
  (hasColours: boolean): Paint =>
  (tone, text) =>
    hasColours && tone !== "plain" ? `${escape}[${codes[tone]}m${text}${escape}[0m` : text

/** A text of a user's without the control characters that would move the cursor or change colours. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, "�")
