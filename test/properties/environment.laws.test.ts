import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Environment from "../../src/domain/pod/Environment.ts"
import * as Expansion from "../../src/domain/pod/Expansion.ts"
import type { Fields } from "../../src/domain/pod/FieldReference.ts"

const name = fc.constantFrom("A", "B", "AB", "C")
const piece = fc.oneof(
  fc.constantFrom("$", "$$", "(", ")", "$(", "x", "", "\n", "\\"),
  name.map((one) => `$(${one})`),
  fc.string({ maxLength: 3 })
)
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""))
const variables = fc.dictionary(name, text, { noNullPrototype: true })

const lookup =
  (known: Readonly<Record<string, string>>): Expansion.Lookup =>
  (one) =>
    Object.hasOwn(known, one) ? known[one] : undefined

const fields: Fields = {
  name: "pod",
  namespace: "default",
  uid: "0",
  labels: {},
  annotations: {},
  nodeName: "node",
  serviceAccountName: "default",
  hostIPs: [],
  podIPs: []
}

const environment = (
  env: ReadonlyArray<Environment.Variable>,
  services: ReadonlyArray<Environment.Variable> = []
) => Result.getOrThrow(Environment.of({ env }, { fields, services }))

const entry = fc.record({ name, value: text })

describe("expansion (LC-60)", () => {
  it("asks for each reference once: whatever the values are, it ends", () =>
    fc.assert(
      fc.property(text, variables, (input, known) => {
        const asked: Array<string> = []
        Expansion.expand(input, (one) => {
          asked.push(one)
          return lookup(known)(one)
        })
        assert.isAtMost(asked.length, input.split("$(").length - 1)
      })
    ))

  it("leaves no reference to a known variable", () =>
    fc.assert(
      fc.property(text, (input) => {
        const escaped = input.replaceAll("$$", "")
        const expanded = Expansion.expand(escaped, () => "")
        assert.notMatch(expanded, /\$\([^)]*\)/)
      })
    ))

  it("of a text in which each $ is doubled is the text", () =>
    fc.assert(
      fc.property(text, variables, (input, known) =>
        assert.strictEqual(
          Expansion.expand(
            input.replaceAll("$", () => "$$"),
            lookup(known)
          ),
          input
        )
      )
    ))

  it("joins: a text that ends in no $ and opens no bracket is expanded by itself", () =>
    fc.assert(
      fc.property(text, text, variables, (before, after, known) => {
        const left = `${before})`
        assert.strictEqual(
          Expansion.expand(left + after, lookup(known)),
          Expansion.expand(left, lookup(known)) + Expansion.expand(after, lookup(known))
        )
      })
    ))

  it("is idempotent where neither the text nor a value holds $$, and no value holds a reference", () => {
    const plain = text.map((one) => one.replaceAll("$", ""))
    const single = text.map((one) => one.replaceAll(/\$+/g, "$"))
    fc.assert(
      fc.property(single, fc.dictionary(name, plain, { noNullPrototype: true }), (input, known) => {
        const once = Expansion.expand(input, lookup(known))
        fc.pre(!once.includes("$$") && !/\$(?=\(|$)/.test(input.replaceAll(/\$\([^)]*\)/g, "")))
        assert.strictEqual(Expansion.expand(once, lookup(known)), once)
      })
    )
  })
})

describe("the environment (LC-61)", () => {
  it("has each name once, with the value that was given last", () =>
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (env) => {
        const resolved = environment(env)
        const names = resolved.map((one) => one.name)
        assert.deepStrictEqual(names.toSorted(), [...new Set(env.map((one) => one.name))].toSorted())
      })
    ))

  it("depends on nothing that stands behind a variable", () =>
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), fc.array(entry, { maxLength: 3 }), (env, more) => {
        const later = more.map((one) => ({ ...one, name: `LATER_${one.name}` }))
        const all = environment([...env, ...later])
        assert.deepStrictEqual(
          all.filter((one) => !one.name.startsWith("LATER_")),
          environment(env)
        )
      })
    ))

  it("gives the services' variables where the container has none of that name", () =>
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), variables, (env, known) => {
        const services = Object.entries(known).map(([one, value]) => ({ name: one, value }))
        const all = Environment.lookup(environment(env, services))
        const own = new Set<string>(env.map((one) => one.name))
        services.forEach((one) => assert.isTrue(own.has(one.name) || all(one.name) === one.value))
      })
    ))
})
