import { assert, describe, it } from "vitest"
import * as Tabbed from "../../../../src/adapters/cli/kubectl/Tabbed.ts"

describe("lines in cells", () => {
  it("are aligned with the neighbours that have the column, and with no others", () =>
    assert.strictEqual(
      Tabbed.text([["a:", "1"], ["long:", "2"], ["no column"], ["b:", "3"], ["bb:", "4", "5"], ["", "66"]]),
      ["a:     1", "long:  2", "no column", "b:   3", "bb:  4  5", "     66", ""].join("\n")
    ))

  it("keep an empty last cell", () => assert.strictEqual(Tabbed.text([["a:", ""]]), "a:  \n"))

  it("show no control characters", () =>
    assert.strictEqual(Tabbed.text([["a\u001B[31m", "b\tc"]]), "a�[31m  b�c\n"))
})
