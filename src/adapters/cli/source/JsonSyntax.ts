/**
 * Where a text stops being JSON. `JSON.parse` says what is wrong, and mostly not where.
 */

type Kind = "{" | "}" | "[" | "]" | "," | ":" | "string" | "literal"

const token =
  /[\t\n\r ]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/uy

const anyValue: ReadonlyArray<Kind> = ["{", "[", "string", "literal"]

/** What may stand next: `open` are the brackets around this place, and `isKey` says that a string here is a key. */
interface Place {
  readonly open: ReadonlyArray<"{" | "[">
  readonly expected: ReadonlyArray<Kind>
  readonly isKey: boolean
}

const behindValue = (open: Place["open"]): Place => {
  const [inner] = open.slice(-1)
  const expected: ReadonlyArray<Kind> = inner === undefined ? [] : [",", inner === "{" ? "}" : "]"]
  return { open, expected, isKey: false }
}

const next = ({ open, isKey }: Place, kind: Kind): Place => {
  switch (kind) {
    case "{":
      return { open: [...open, kind], expected: ["string", "}"], isKey: true }
    case "[":
      return { open: [...open, kind], expected: [...anyValue, "]"], isKey: false }
    case "}":
    case "]":
      return behindValue(open.slice(0, -1))
    case ",":
      return open.at(-1) === "{"
        ? { open, expected: ["string"], isKey: true }
        : { open, expected: anyValue, isKey: false }
    case ":":
      return { open, expected: anyValue, isKey: false }
    case "string":
    case "literal":
      return isKey ? { open, expected: [":"], isKey: false } : behindValue(open)
  }
}

const kindOf = ([, mark, string]: RegExpExecArray): Kind => {
  if (string !== undefined) return "string"
  // The pattern's first group is one of the marks.
  return mark === undefined ? "literal" : (mark as Kind)
}

/** The offset of the first thing that JSON does not allow; the length of the text if it only ends too early. */
export const errorAt = (text: string): number => {
  const pattern = new RegExp(token)
  let place: Place = { open: [], expected: anyValue, isKey: false }
  while (true) {
    const from = pattern.lastIndex
    const found = pattern.exec(text)
    const kind = found === null ? undefined : kindOf(found)
    if (kind === undefined || !place.expected.includes(kind))
      return from + text.slice(from).search(/[^\t\n\r ]|$/)
    place = next(place, kind)
  }
}
