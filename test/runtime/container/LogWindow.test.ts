import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import * as MemoryContainerRuntime from "../../../src/adapters/memory/MemoryContainerRuntime.ts"
import { ContainerRuntime, type LogLine } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as LogWindow from "../../../src/runtime/container/LogWindow.ts"

const line = (second: number): LogLine => ({
  at: `2026-01-01T00:00:0${second}.000000000Z`,
  stream: "stdout",
  text: String(second),
  isPartial: false
})

const key = { pod: "p", container: "main", attempt: 0 }
const at = (second: number): number => Date.parse(line(second).at)

/** What is there when a run is read, and what comes when it is followed. */
const there = [0, 1, 2, 3].map(line)
const coming = [4, 5].map(line)

const shown = (follow: boolean, window: Partial<LogWindow.LogWindow>): Promise<string> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const runtime = {
        ...(yield* ContainerRuntime),
        logs: (_: unknown, how: { readonly follow: boolean }) =>
          Stream.fromIterable(how.follow ? [...there, ...coming] : there)
      }
      const lines = LogWindow.lines(runtime, key, follow, { ...LogWindow.everything, ...window })
      return (yield* Stream.runCollect(lines)).map(({ text }) => text).join("")
    }).pipe(Effect.provide(MemoryContainerRuntime.layer(() => ({ runsFor: 0, exitCode: 0 }))))
  )

describe("a window of a log (LC-92)", () => {
  it("is all of it, unless it is narrowed", async () => {
    assert.strictEqual(await shown(false, {}), "0123")
    assert.strictEqual(await shown(true, {}), "012345")
  })

  it("is its last records, and with `follow` those that come", async () => {
    assert.strictEqual(await shown(false, { tail: 2 }), "23")
    assert.strictEqual(await shown(false, { tail: 0 }), "")
    assert.strictEqual(await shown(false, { tail: 9 }), "0123")
    assert.strictEqual(await shown(true, { tail: 2 }), "2345")
    assert.strictEqual(await shown(true, { tail: 0 }), "45")
  })

  it("counts records before it leaves out those that are too old", async () => {
    assert.strictEqual(await shown(false, { since: at(1) }), "123")
    assert.strictEqual(await shown(false, { tail: 3, since: at(2) }), "23")
    assert.strictEqual(await shown(false, { tail: 1, since: at(2) }), "3")
  })
})
