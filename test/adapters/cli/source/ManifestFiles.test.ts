import { join } from "node:path"
import { assert, describe, it } from "vitest"
import * as Command from "../Command.ts"

const escape = String.fromCodePoint(27)

/** What `run` says of a file it refuses, which is before there is a store. */
const refusal = (name: string, text: string): string => {
  const cwd = Command.directory({ [name]: text })
  const { code, stdout, stderr } = Command.run(["run", name, "--store", join(cwd, "store")], { cwd })
  assert.strictEqual(code, 2, stderr)
  assert.strictEqual(stdout, "")
  return stderr
}

describe("a document that is no object", () => {
  it.each([
    ["a.yaml", "\n  hello\n", "a.yaml:2:3: not an object\n 2 |   hello\n   |   ^\n"],
    ["a.yaml", "[1,2]\n", "a.yaml:1:1: not an object\n 1 | [1,2]\n   | ^\n"],
    ["a.json", "7", "a.json:1:1: not an object\n 1 | 7\n   | ^\n"]
  ])("is refused as such: %s %j", (name, text, said) => assert.strictEqual(refusal(name, text), said))
})

describe("control characters of a document", () => {
  it.each([
    [`${escape}[31mred\u0007\n`, " 1 | ␛[31mred␇\n"],
    [`kind: Job\na: *${escape}\n`, "␛"],
    ["\u007FELF\u0001\t\u0085\n", " 1 | ␡ELF␁ \uFFFD\n"]
  ])("are shown, and not written: %j", (text, said) => {
    const told = refusal("a.yaml", text)
    assert.include(told, said)
    assert.notMatch(told.replaceAll("\n", ""), /\p{Cc}/u)
  })
})

describe("a List", () => {
  it("is its items, each judged in its place", () => {
    const text = `apiVersion: v1
kind: List
items:
  - { apiVersion: v1, kind: Secret }
  - apiVersion: v1
    kind: List
    items: [{ apiVersion: batch/v1, kind: Job }, 7]
`
    const told = refusal("a.yaml", text)
    assert.match(
      told,
      /^a\.yaml:4:29: items\[0\]\.kind: Unsupported value: "Secret": supported values: "Job"\n/
    )
    assert.include(told, "a.yaml:7:50: not an object\n")
    const job =
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: batch/v1\n  kind: Job\n  metadata: { name: A }\n"
    assert.match(refusal("a.yaml", job), /^a\.yaml:6:21: items\[0\]\.metadata\.name: Invalid value: "A"/m)
  })

  it("is told of by the places of its items: what has no effect", () => {
    const job = {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "one" },
      spec: {
        template: {
          spec: { restartPolicy: "Never", containers: [{ name: "main", image: "none", command: ["true"] }] }
        }
      }
    }
    const cwd = Command.directory({
      "a.json": JSON.stringify({ apiVersion: "v1", kind: "List", items: [job] })
    })
    const { code, stderr } = Command.run(["run", "a.json", "--store", join(cwd, "store")], { cwd })
    assert.strictEqual(code, 0, stderr)
    assert.match(stderr, /^a\.json: items\[0\]\.spec\.template\.spec\.containers\[\*\]\.image: not pulled/m)
  })

  it("without items holds no Job", () =>
    assert.include(refusal("a.yaml", "apiVersion: v1\nkind: List\nitems: []\n"), "a.yaml: no Job in it\n"))
})
