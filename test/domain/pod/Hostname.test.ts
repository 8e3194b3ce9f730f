import { assert, describe, it } from "vitest"
import * as Hostname from "../../../src/domain/pod/Hostname.ts"

describe("a hostname (LC-86)", () => {
  it("is the Pod's name", () =>
    assert.strictEqual(Hostname.of("demo", undefined, "demo-abcde"), "demo-abcde"))
  it("is JOB-INDEX in an Indexed Job", () =>
    assert.strictEqual(Hostname.of("demo", 7, "demo-7-abcde"), "demo-7"))

  it("is cut to 63 characters, and does not end in what no hostname ends in", () => {
    assert.strictEqual(Hostname.of("a".repeat(63), 7, "pod"), "a".repeat(63))
    assert.strictEqual(Hostname.of(`${"a".repeat(60)}-.`, 7, "pod"), "a".repeat(60))
  })

  it("is what the template says, but for the Pods of an Indexed Job", () => {
    assert.strictEqual(Hostname.of("demo", undefined, "demo-abcde", { hostname: "own" }), "own")
    assert.strictEqual(Hostname.of("demo", 7, "demo-7-abcde", { hostname: "own" }), "demo-7")
    assert.strictEqual(Hostname.of("demo", 7, "demo-7-abcde", { hostnameOverride: "a.b" }), "a.b")
  })
})
