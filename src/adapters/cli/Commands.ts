/**
 * The commands, their flags and their help. What a command does is imported when it is run.
 */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { check } from "./CheckCommand.ts"
import * as LiveCommands from "./LiveCommands.ts"
import type * as LogLines from "./LogLines.ts"
import * as LogsCommand from "./LogsCommand.ts"
import * as OutputFlag from "./OutputFlag.ts"
import * as Place from "./Place.ts"
import * as StorePath from "./StorePath.ts"
import * as ValidateFlag from "./ValidateFlag.ts"
import * as ViewCommands from "./ViewCommands.ts"

const log = Argument.String("LOG").pipe(
  Argument.withDescription("An event log as JSONL; - is standard input")
)

const simulate = Command.make(
  "simulate",
  {
    path: Argument.String("SCENARIO").pipe(
      Argument.withDescription(
        "A YAML or JSON file; - is standard input; a .jsonl holds one scenario or trace a line"
      )
    ),
    output: OutputFlag.flag,
    names: Flag.Literals("names", ["generated", "ordinal"]).pipe(
      Flag.withDescription("Pod names as generated, or by the order of creation: <job>-<index>-#<ordinal>"),
      Flag.withDefault("generated")
    ),
    log: Flag.String("log").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Write the event log there, for replay and verify"),
      Flag.optional
    ),
    validate: ValidateFlag.flag
  },
  Effect.fnUntraced(function* ({ path, output, names, log, validate }) {
    const options = {
      path,
      format: OutputFlag.formatOf(output),
      names,
      log: Option.getOrUndefined(log),
      validate
    }
    const { run } = yield* Effect.promise(() => import("./command/Simulate.ts"))
    yield* run(options)
  })
).pipe(
  Command.withDescription("Play a scenario in virtual time, to its end, without waiting"),
  Command.withExamples([
    { command: "jobledger simulate scenario.yaml", description: "What happened when, in words" },
    {
      command: "jobledger simulate scenario.yaml -o json --log events.jsonl",
      description: "The answer as data, and the event log"
    },
    {
      command: "jobledger simulate traces.jsonl --names ordinal > answers.jsonl",
      description: "Many scenarios, one answer a line"
    }
  ])
)

/** Without a file it is the log of the store. */
const logOrStore = Argument.String("LOG").pipe(
  Argument.withDescription("An event log as JSONL; - is standard input; without it, that of the store"),
  Argument.optional
)

const sourceOf = (path: Option.Option<string>, store: Option.Option<string>): LogLines.Source =>
  Option.match(path, {
    onNone: () => ({ _tag: "Store", directory: Place.directory(store) }),
    onSome: (file) => ({ _tag: "File", path: file })
  })

const replay = Command.make(
  "replay",
  {
    path: logOrStore,
    store: StorePath.flag,
    at: Flag.String("at").pipe(
      Flag.withMetavar("SEQ|TIME"),
      Flag.withDescription("The last record to take in, or the last instant; without it, all there is"),
      Flag.optional
    ),
    output: OutputFlag.flag
  },
  Effect.fnUntraced(function* ({ path, store, at, output }) {
    const { run } = yield* Effect.promise(() => import("./command/Replay.ts"))
    yield* run({
      source: sourceOf(path, store),
      at: Option.getOrUndefined(at),
      format: OutputFlag.formatOf(output)
    })
  })
).pipe(
  Command.withDescription("Show the Job of a log as it was at a moment"),
  Command.withExamples([
    {
      command: "jobledger replay events.jsonl",
      description: "As the log leaves it; without a log, the store"
    },
    { command: "jobledger replay events.jsonl --at 17", description: "After record 17" },
    {
      command: "jobledger replay events.jsonl --at 2026-01-01T00:00:30Z -o json",
      description: "Half a minute after the start, as data"
    }
  ])
)

const verify = Command.make(
  "verify",
  {
    path: logOrStore,
    store: StorePath.flag,
    head: Flag.String("head").pipe(
      Flag.withMetavar("SEQ:HASH"),
      Flag.withDescription("Where the log must end: a head that was kept elsewhere"),
      Flag.optional
    ),
    laws: Flag.Boolean("laws").pipe(
      Flag.withDescription("Hold it to the laws, too, which the property tests hold random histories to"),
      Flag.withDefault(false)
    )
  },
  Effect.fnUntraced(function* ({ path, store, head, laws }) {
    const { run } = yield* Effect.promise(() => import("./command/Verify.ts"))
    yield* run({ source: sourceOf(path, store), head: Option.getOrUndefined(head), laws })
  })
).pipe(
  Command.withDescription("Check that a log was not altered, and take every decision in it again"),
  Command.withExamples([
    {
      command: "jobledger verify events.jsonl",
      description: "Exit code 1: a difference; 3: the chain is broken; without a log, the store"
    }
  ])
)

const logExport = Command.make(
  "export",
  {
    path: Argument.String("FILE").pipe(
      Argument.withDescription("Where to write; - is standard output"),
      Argument.withDefault("-")
    ),
    store: StorePath.flag
  },
  Effect.fnUntraced(function* ({ path, store }) {
    const { run } = yield* Effect.promise(() => import("./command/LogExport.ts"))
    yield* run({ path, store: Option.getOrUndefined(store) })
  })
).pipe(
  Command.withDescription("Write the event log of the store as JSONL, every line as it was hashed"),
  Command.withExamples([
    { command: "jobledger log export events.jsonl", description: "Into a file" },
    { command: "jobledger log export | jobledger verify -", description: "Verify the store" }
  ])
)

const logImport = Command.make(
  "import",
  {
    path: log,
    store: StorePath.flag
  },
  Effect.fnUntraced(function* ({ path, store }) {
    const { run } = yield* Effect.promise(() => import("./command/LogImport.ts"))
    yield* run({ path, store: Option.getOrUndefined(store) })
  })
).pipe(
  Command.withDescription("Verify an event log and put it into an empty store, all of it or nothing"),
  Command.withExamples([
    {
      command: "jobledger log import events.jsonl --store ./copy",
      description: "Exit codes as for verify; 2: the store is not empty"
    }
  ])
)

const eventLog = Command.make("log").pipe(
  Command.withDescription("Write out the event log of the store, or read one in"),
  Command.withSubcommands([logExport, logImport])
)

export const jobledger = Command.make("jobledger").pipe(
  Command.withDescription(
    "Kubernetes Jobs as event-sourced pure reducers: run, simulate, replay and verify them"
  ),
  Command.withSubcommands([
    LiveCommands.run,
    LiveCommands.resume,
    LiveCommands.suspend,
    LiveCommands.patch,
    LiveCommands.remove,
    LiveCommands.wait,
    LogsCommand.logs,
    ViewCommands.get,
    ViewCommands.describe,
    simulate,
    check,
    replay,
    verify,
    eventLog
  ]),
  Command.withExamples([
    { command: "jobledger run job.yaml", description: "Run the Jobs of a manifest on this machine" },
    { command: "jobledger simulate scenario.yaml", description: "Play a scenario" },
    {
      command: "jobledger --completions bash > jobledger.bash",
      description: "Complete commands in the shell"
    }
  ])
)
