/**
 * Runs a command line, and ends the process with the exit code of the table.
 */
import * as Cause from "effect/Cause"
import * as CliConfig from "effect/cli/CliConfig"
import * as Command from "effect/cli/Command"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Runtime from "effect/Runtime"
import { jobledger } from "./Commands.ts"
import * as ExitCode from "./ExitCode.ts"
import * as Failure from "./Failure.ts"
import * as Platform from "./Platform.ts"
import * as Presenter from "./Presenter.ts"
import * as Signals from "./Signals.ts"
import * as Terminal from "./Terminal.ts"
import * as Version from "./Version.ts"

const isOwn = (error: ExitCode.Known): error is Failure.Failure => !("~effect/cli/CliError" in error)

/** Says why a command failed. What `effect/cli` finds wrong has been said by the presenter. */
const report = (cause: Cause.Cause<ExitCode.Known>): Effect.Effect<void> => {
  if (Cause.hasInterruptsOnly(cause)) return Effect.void
  return Option.match(Cause.findErrorOption(cause), {
    onNone: () => Terminal.say(["jobledger: internal defect, please report it", Cause.pretty(cause)]),
    onSome: (error) => (isOwn(error) ? Terminal.say(Failure.describe(error)) : Effect.void)
  })
}

/** `-ojson`, as kubectl allows it. */
const separated = (argument: string): ReadonlyArray<string> => {
  const [, format] = /^-o(json|yaml|table|wide|name)$/.exec(argument) ?? []
  return format === undefined ? [argument] : ["-o", format]
}

const layers = Layer.mergeAll(
  Platform.layer,
  Presenter.layer,
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] })
)

const program = (args: ReadonlyArray<string>): Effect.Effect<void, ExitCode.Known> =>
  Command.runWith(jobledger, { version: Version.version })(args.flatMap(separated)).pipe(
    Effect.tapCause(report),
    Effect.provide(layers)
  )

/** The first signal is the one that counts. */
let signal: number | undefined

/** Runs the program; a signal that no command wants to hear of interrupts it. */
const runMain = Runtime.makeRunMain(({ fiber, teardown }) => {
  const interrupt = (code: number) => (): void => {
    if (code === ExitCode.interrupted && Signals.offer()) return
    signal ??= code
    fiber.interruptUnsafe(fiber.id)
  }
  const handlers = [
    ["SIGINT", interrupt(ExitCode.interrupted)],
    ["SIGTERM", interrupt(ExitCode.terminated)]
  ] as const
  for (const [name, handler] of handlers) process.on(name, handler)
  fiber.addObserver((exit) => {
    for (const [name, handler] of handlers) process.off(name, handler)
    teardown(exit, (code) => process.exit(code))
  })
})

export const main = (args: ReadonlyArray<string>): void => {
  Terminal.quieten()
  runMain(program(args), {
    disableErrorReporting: true,
    teardown: (exit, end) => {
      // The error is one of the known: `program` says so, which the teardown's type forgets.
      end(ExitCode.of(exit as Parameters<typeof ExitCode.of>[0], signal))
    }
  })
}
