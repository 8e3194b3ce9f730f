import { globSync, readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import * as Rules from "./Rules.ts"

const numbers = new Set(Rules.all.map(({ id }) => id))

/** Everything people read, but the tests of citing, which cite what is not there. */
const texts = globSync([
  "README.md",
  "docs/**/*.md",
  "{src,test,bench}/**/*.{ts,md}",
  "examples/**/*.yaml"
]).filter((path) => path !== "test/spec/rules.test.ts" && !path.includes("node_modules"))

describe("the rules of docs/spec", () => {
  it("have one number each", () => assert.strictEqual(numbers.size, Rules.all.length))

  it("are counted on their index page", () => {
    const index = readFileSync("docs/spec/README.md", "utf8")
    const counted = [...index.matchAll(/^\| \[.*\| ([A-Z]+) \|.*\| (\d+) \|$/gm)].map(([, prefix, count]) => [
      prefix,
      Number(count)
    ])
    const found = Map.groupBy(Rules.all, ({ id }) => Rules.prefixOf(id))
    assert.deepStrictEqual(
      counted,
      [...found].map(([prefix, rules]) => [prefix, rules.length])
    )
  })

  it("are what every citation leads to", () =>
    assert.deepStrictEqual(
      texts.flatMap((path) =>
        Rules.citedIn(readFileSync(path, "utf8"))
          .filter((id) => !numbers.has(id))
          .map((id) => `${path} cites ${id}`)
      ),
      []
    ))

  it("are linked by pages that are there", () =>
    assert.deepStrictEqual(
      globSync("docs/spec/*.md").flatMap((page) =>
        [...readFileSync(page, "utf8").matchAll(/\]\(([^)#]+)\)/g)]
          .filter(([, target = ""]) => globSync(`docs/spec/${target}`).length === 0)
          .map(([link]) => `${page}: ${link}`)
      ),
      []
    ))
})

describe("a citation", () => {
  it("is a number by itself", () =>
    assert.deepStrictEqual(Rules.citedIn("counts once (JC-12, P7), see LC-30"), ["JC-12", "P7", "LC-30"]))
  it("is a range with every rule between", () =>
    assert.deepStrictEqual(Rules.citedIn("AJ-96 to AJ-101"), ["AJ-96", "AJ-100", "AJ-101"]))
  it("is told once", () => assert.deepStrictEqual(Rules.citedIn("JC-12 and JC-12"), ["JC-12"]))
  it("may lead nowhere", () => assert.deepStrictEqual(Rules.citedIn("JC-999"), ["JC-999"]))
  it("is no part of a word", () => assert.isEmpty(Rules.citedIn("XJC-12 p50 -P2 MAP7")))
})
