import { describe, expect, it } from "vitest"
import * as PodNames from "../../../src/domain/pod/PodNames.ts"
import { uid } from "../Told.ts"

const alphabet = /^[bcdfghjklmnpqrstvwxz2456789]+$/
const long = "hhhhhooooo".repeat(7)

/** The number that a suffix writes in base 27. */
const numberOf = (suffix: string): number =>
  Array.from(suffix).reduce((sum, char) => sum * 27 + "bcdfghjklmnpqrstvwxz2456789".indexOf(char), 0)

const prefixOf = (name: string): string => name.slice(0, -5)

describe("a Pod's suffix", () => {
  it("has five characters of the API's alphabet (AJ-66, P4)", () => {
    for (const ordinal of [0, 1, 2, 1000, 27 ** 5 - 1]) {
      expect(PodNames.suffix(uid, ordinal)).toMatch(alphabet)
      expect(PodNames.suffix(uid, ordinal)).toHaveLength(5)
    }
  })

  it("grows beyond 27⁵ Pods (P4)", () => {
    expect(PodNames.suffix(uid, 27 ** 5)).toHaveLength(6)
    expect(PodNames.suffix(uid, 27 ** 5 + 27 ** 6)).toHaveLength(7)
  })

  it("never comes twice (P4)", () => {
    const ordinals = Array.from({ length: 20_000 }, (_, ordinal) => ordinal)
    expect(new Set(ordinals.map((ordinal) => PodNames.suffix(uid, ordinal))).size).toBe(ordinals.length)
  })

  it.each([
    [5, 0],
    [5, 27 ** 5 - 101],
    [6, 27 ** 5],
    [6, 27 ** 5 + 27 ** 6 - 101],
    [7, 27 ** 5 + 27 ** 6],
    [7, 27 ** 5 + 27 ** 6 + 27 ** 7 - 101]
  ])("goes round all texts of %i characters in equal steps, from %i on (P4)", (length, first) => {
    const values = Array.from({ length: 100 }, (_, step) => numberOf(PodNames.suffix(uid, first + step)))
    const size = 27 ** length
    const steps = values.slice(1).map((value, at) => (value - (values[at] ?? 0) + size) % size)
    expect(new Set(steps).size).toBe(1)
    expect((steps[0] ?? 0) % 3).not.toBe(0)
  })

  it("depends on every character of the Job's UID", () => {
    const others = Array.from(
      uid,
      (char, at) => uid.slice(0, at) + (char === "f" ? "e" : "f") + uid.slice(at + 1)
    )
    expect(others.filter((other) => PodNames.suffix(other, 0) === PodNames.suffix(uid, 0))).toEqual([])
  })

  it("depends on the Job's UID alone", () => {
    const other = uid.replace(/^5/, "6")
    expect(PodNames.suffix(uid, 0)).toBe(PodNames.suffix(uid, 0))
    expect(PodNames.suffix(other, 0)).not.toBe(PodNames.suffix(uid, 0))
  })
})

describe("a Pod's name", () => {
  it("is the Job's name and the suffix (JC-90)", () => {
    expect(PodNames.name({ name: "demo", uid }, 3)).toBe(`demo-${PodNames.suffix(uid, 3)}`)
  })

  it.each([
    ["GN-01", "indexed-job", "indexed-job-1-"],
    ["GN-02", long, `${long.slice(0, 55)}-1-`],
    ["GN-03", long.slice(0, 57), `${long.slice(0, 55)}-1-`]
  ])("has its index, and is cut in the Job's name (JC-90, %s)", (_, name, prefix) => {
    expect(prefixOf(PodNames.name({ name, uid }, 0, 1))).toBe(prefix)
  })

  it("has 63 characters at most (AJ-66)", () => {
    expect(PodNames.name({ name: long, uid }, 0)).toHaveLength(63)
    expect(PodNames.name({ name: long, uid }, 0, 99_999)).toHaveLength(63)
    expect(PodNames.name({ name: long, uid }, 27 ** 5, 99_999)).toHaveLength(63)
  })
})

describe("a Pod's UID", () => {
  it("is the Job's, marked as version 8, with the ordinal in it (P4)", () => {
    expect(PodNames.uid(uid, 0)).toBe("5f2f0c12-96a6-8dd8-8c2b-000000000000")
    expect(PodNames.uid(uid, 255)).toBe("5f2f0c12-96a6-8dd8-8c2b-0000000000ff")
  })
})
