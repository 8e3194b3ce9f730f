import { assert, describe, it } from "vitest"
import * as HumanDuration from "../../../../src/adapters/cli/kubectl/HumanDuration.ts"

const [minute, hour, day] = [60, 3600, 86_400]
const year = 365 * day

describe("a duration (KW-83)", () => {
  it.each([
    [-5, "0s"],
    [0, "0s"],
    [45, "45s"],
    [119, "119s"],
    [2 * minute, "2m"],
    [200, "3m20s"],
    [10 * minute - 1, "9m59s"],
    [10 * minute, "10m"],
    [3 * hour - 1, "179m"],
    [3 * hour, "3h"],
    [3 * hour + 61, "3h1m"],
    [8 * hour - 1, "7h59m"],
    [8 * hour, "8h"],
    [5 * hour, "5h"],
    [2 * day - 1, "47h"],
    [2 * day, "2d"],
    [2 * day + 3 * hour, "2d3h"],
    [8 * day - 1, "7d23h"],
    [8 * day, "8d"],
    [2 * year - 1, "729d"],
    [2 * year, "2y"],
    [2 * year + day, "2y1d"],
    [8 * year - 1, "7y364d"],
    [8 * year + day, "8y"]
  ])("of %i seconds is %s", (seconds, text) => assert.strictEqual(HumanDuration.of(seconds * 1000), text))

  it("is cut to seconds", () => assert.strictEqual(HumanDuration.of(1999), "1s"))

  it("since a time nobody knows is unknown", () =>
    assert.strictEqual(HumanDuration.since(null, 0), "<unknown>"))
})
