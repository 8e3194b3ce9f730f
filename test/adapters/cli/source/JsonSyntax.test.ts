import { expect, it } from "vitest"
import * as JsonSyntax from "../../../../src/adapters/cli/source/JsonSyntax.ts"

it.each([
  [`{"a": }`, 6],
  [`{"a": 1,, }`, 8],
  [`{"a": 1, }`, 9],
  [`[1 2]`, 3],
  [`[1,\n\t"a]`, 5],
  [`{a: 1}`, 1],
  [`{"a": [1, {"b": tru}]}`, 16],
  [`{"a": 1} x`, 9],
  [`{"a": 1`, 7],
  ["", 0]
])("%s breaks at %i", (text, offset) => {
  expect(() => {
    JSON.parse(text)
  }).toThrow(SyntaxError)
  expect(JsonSyntax.errorAt(text)).toBe(offset)
})
