import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { expect, it } from "vitest"
import * as ExitCode from "../../../src/adapters/cli/ExitCode.ts"
import { EventLogError } from "../../../src/runtime/log/EventLog.ts"

const of = (end: Effect.Effect<void, ExitCode.Known>, signal?: number) =>
  Effect.map(Effect.exit(end), (exit) => ExitCode.of(exit, signal))

it.each([
  [0, Effect.void],
  [1, Effect.fail({ _tag: "DifferenceFound" } as const)],
  [2, Effect.fail({ _tag: "InvalidUsage", reason: "" } as const)],
  [0, Effect.fail({ _tag: "OutputClosed" } as const)],
  [3, Effect.fail(new EventLogError({ kind: "Damaged", reason: "" }))],
  [5, Effect.fail(new EventLogError({ kind: "Unavailable", reason: "" }))],
  [70, Effect.die(new Error("a defect"))],
  [130, Effect.interrupt]
])("is %i", async (code, end) => {
  expect(await Effect.runPromise(of(end))).toBe(code)
})

it("is that of the signal that interrupted", () => {
  expect(ExitCode.of(Effect.runSyncExit(Effect.interrupt), ExitCode.terminated)).toBe(143)
  expect(ExitCode.of(Exit.void, ExitCode.terminated)).toBe(0)
})
