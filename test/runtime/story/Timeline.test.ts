import { describe, expect, it } from "vitest"
import * as Terminal from "../../../src/adapters/cli/Terminal.ts"
import * as Clock from "../../../src/runtime/story/Clock.ts"
import * as Columns from "../../../src/runtime/story/Columns.ts"
import * as Entry from "../../../src/runtime/story/Entry.ts"
import * as Timeline from "../../../src/runtime/story/Timeline.ts"

const start = Date.UTC(2026, 0, 1)
const pipe = Terminal.of({}, {})

describe("a timeline", () => {
  it("tells the same thing of one instant once", () => {
    const entries: Array<Entry.Entry> = []
    Entry.add(entries, Entry.ofPod(start, "a", "created"))
    Entry.add(entries, Entry.plain(start, "Deadline in 5s"))
    Entry.add(entries, Entry.ofPod(start, "b", "created"))
    Entry.add(entries, Entry.ofPod(start + 1500, "b", "failed", { note: "1 of 6" }))
    Entry.add(entries, Entry.ofPod(start + 1500, "a", "failed", { note: "2 of 6" }))
    expect(Timeline.lines(entries, start, pipe)).toEqual([
      "  0:00:00  00:00:00    2 Pods created: a, b",
      "  0:00:00  00:00:00    Deadline in 5s",
      "0:00:01.5  00:00:01.5  2 Pods failed: b, a; 2 of 6"
    ])
  })

  it("is wrapped and coloured on a terminal only", () => {
    const entries = [Entry.plain(start, "one two three four five six seven", "bad")]
    const terminal = Terminal.of({ isTTY: true, columns: 42 }, {})
    expect(Timeline.lines(entries, start, terminal)).toEqual([
      "0:00:00  \u001B[2m00:00:00\u001B[0m  \u001B[31mone two three four five\u001B[0m",
      "                   \u001B[31msix seven\u001B[0m"
    ])
    expect(Terminal.of({ isTTY: true }, { NO_COLOR: "1" }).hasColours).toBe(false)
    expect(Terminal.of({ isTTY: true }, { TERM: "dumb" }).hasColours).toBe(false)
    expect(Terminal.of({}, { FORCE_COLOR: "1" }).hasColours).toBe(false)
  })

  it("leaves the middle of a long story out", () => {
    const entries = Array.from({ length: 1000 }, (_, second) =>
      Entry.plain(start + second * 1000, `${second}`)
    )
    const lines = Timeline.lines(entries, start, pipe)
    expect(lines).toHaveLength(301)
    expect(lines[150]).toMatch(/… 700 more things happened/)
  })

  it("shows no control characters", () => {
    const [line] = Timeline.lines([Entry.plain(start, "a\u001B[31mb")], start, pipe)
    expect(line).toMatch(/ {2}a�\[31mb$/)
  })
})

describe("names", () => {
  it.each([
    [100, "aa, bb, cc"],
    [9, "aa and 2 more"],
    [3, "aa and 2 more"]
  ])("fit %i columns", (width, text) => expect(Columns.names(["aa", "bb", "cc"], width)).toBe(text))
})

describe("time", () => {
  it.each([
    [0, "0:00:00", "0s"],
    [65_000, "0:01:05", "1m5s"],
    [7_200_500, "2:00:00.5", "2h0.5s"],
    [100_000_000, "27:46:40", "27h46m40s"]
  ])("%i", (millis, offset, span) => {
    expect([Clock.offset(millis), Clock.span(millis)]).toEqual([offset, span])
  })

  it("has a date where there are several days", () => {
    expect(Clock.clock(start + 500, true)).toBe("00:00:00.5")
    expect(Clock.clock(start, Clock.isOneDay(start, start + 86_400_000))).toBe("2026-01-01 00:00:00")
  })
})
