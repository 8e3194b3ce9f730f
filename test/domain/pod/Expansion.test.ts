import { assert, describe, it } from "vitest"
import * as Expansion from "../../../src/domain/pod/Expansion.ts"

const lookup =
  (variables: Readonly<Record<string, string>>): Expansion.Lookup =>
  (name) =>
    Object.hasOwn(variables, name) ? variables[name] : undefined

describe("a reference", () => {
  it("is taken literally up to the first bracket", () =>
    assert.strictEqual(Expansion.expand("$(a b)$()$(\n)", lookup({ "a b": "1", "": "2", "\n": "3" })), "123"))

  it("to what every object has is unknown like any other", () =>
    assert.strictEqual(Expansion.expand("$(constructor)", lookup({})), "$(constructor)"))

  it("gives the value as it is, whatever it holds", () =>
    assert.strictEqual(Expansion.expand("<$(A)>", lookup({ A: "$& $1 $$ $(A)" })), "<$& $1 $$ $(A)>"))

  it("that is never closed is found at once, however many there are", () => {
    const text = "$(".repeat(200_000)
    assert.strictEqual(Expansion.expand(text, lookup({})), text)
  })
})
