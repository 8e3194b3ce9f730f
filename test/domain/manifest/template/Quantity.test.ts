import * as Option from "effect/Option"
import { assert, describe, it } from "vitest"
import * as Quantity from "../../../../src/domain/manifest/template/Quantity.ts"

describe("an amount", () => {
  it.each([
    [1, "1"],
    [0.5, "500m"],
    ["1000m", "1"],
    ["0.1", "100m"],
    ["1.5Gi", "1536Mi"],
    ["1024Mi", "1Gi"],
    ["1Ki", "1Ki"],
    ["1000Ki", "1000Ki"],
    ["512", "512"],
    ["0.5Ki", "512"],
    ["2000000k", "2G"],
    ["1e3", "1e3"],
    ["10e2", "1e3"],
    ["1E", "1E"],
    ["12E0", "12"],
    ["0Gi", "0"],
    ["-1", "-1"],
    ["+2", "2"],
    [".5", "500m"],
    ["5.", "5"],
    ["0.0000000001", "1n"]
  ])("%j is shown as %s", (written, shown) => assert.strictEqual(Quantity.canonical(written), shown))

  it.each(["", "many", "1 Gi", "1gi", "1.2.3", "--1", "Ki", "1e9999"])("is none: %j", (text) => {
    assert.isTrue(Option.isNone(Quantity.parse(text)))
    assert.strictEqual(Quantity.canonical(text), text)
  })
})
