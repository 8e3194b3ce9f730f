import { globSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { assert, describe, expect, it } from "vitest"
import * as Laws from "../../src/domain/law/Laws.ts"
import * as Index from "./Index.ts"
import * as Regression from "./Regression.ts"

const ids = (letter: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, number) => `${letter}${number + 1}`)

const directory = "test/regressions"

const tests = Regression.all.flatMap(({ id, test }) => (test === undefined ? [] : [[id, test] as const]))

describe("the index of regressions", () => {
  it("has each of the 59 once", () =>
    assert.deepStrictEqual(
      Regression.all.map(({ id }) => id),
      [...ids("K", 39), ...ids("N", 9), ...ids("A", 7), ...ids("Q", 4)]
    ))

  it("says of each how it is told: by plays, by a test, or why it waits", () =>
    assert.deepStrictEqual(
      Regression.all.filter(
        ({ plays, test, waits }) =>
          [plays.length > 0, test !== undefined, waits !== undefined].filter((is) => is).length !== 1
      ),
      []
    ))

  it("names of each that is told a law there is, or a promise", () =>
    assert.deepStrictEqual(
      Regression.all.filter(({ law, promise, waits }) => {
        const isKnown = Laws.all.some(({ name }) => name === law)
        const isPromised = law === undefined && /^P([1-9]|10|11)$/.test(promise ?? "")
        return waits === undefined && !isKnown && !isPromised
      }),
      []
    ))

  it("lets those wait that are about CronJobs, and no other", () =>
    assert.deepStrictEqual(
      Regression.all.filter(({ waits }) => waits !== undefined).map(({ id }) => id),
      ["K32", "K33", "K34", "K35", "N8"]
    ))

  it("expects something of every play", () =>
    assert.deepStrictEqual(
      Regression.all.filter(({ plays }) => plays.some(({ answer }) => Object.keys(answer).length < 2)),
      []
    ))

  it.each(tests)("leads %s to its test, %s", (id, test) =>
    assert.include(readFileSync(join(directory, test), "utf8"), `Regression.headingOf("${id}")`)
  )

  it("knows every test that is here", () =>
    assert.deepStrictEqual(
      globSync(`${directory}/*-*.test.ts`)
        .map((path) => basename(path))
        .toSorted(),
      tests.map(([, test]) => test).toSorted()
    ))

  it("is the page beside it", () => expect(Index.page(Regression.all)).toMatchFileSnapshot("README.md"))
})
