/**
 * The commands on a store that lives: their flags and their help. What a command does is imported when it is run.
 */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { invalidUsage } from "./Failure.ts"
import * as Place from "./Place.ts"
import * as StorePath from "./StorePath.ts"
import * as ValidateFlag from "./ValidateFlag.ts"

const store = StorePath.flag
const namespace = Place.namespace

/** As many Pods as a node of Kubernetes takes. */
const slotsUsual = 110

const slots = Flag.Int("slots").pipe(
  Flag.withDescription("How many Pods may run at once on this machine"),
  Flag.withDefault(slotsUsual)
)

const quiet = Flag.Boolean("quiet").pipe(
  Flag.withAlias("q"),
  Flag.withDescription("Only what the Pods write"),
  Flag.withDefault(false)
)

const name = Argument.String("NAME").pipe(Argument.withDescription("The name of the Job"))

interface Common {
  readonly store: Option.Option<string>
  readonly slots: number
}

const engine = ({ store: path, slots: count }: Common) => ({
  directory: Place.directory(path),
  slots: count
})

const positive = (count: number) =>
  count > 0
    ? Effect.void
    : Effect.fail(invalidUsage(`--slots ${count}: at least one Pod must be able to run`))

export const run = Command.make(
  "run",
  {
    paths: Argument.String("FILE").pipe(
      Argument.withDescription("Manifests, several documents in each; - is standard input"),
      Argument.atLeast(1)
    ),
    store,
    slots,
    quiet,
    replace: Flag.Boolean("replace").pipe(
      Flag.withDescription("Delete a finished Job of the same name first"),
      Flag.withDefault(false)
    ),
    generateName: Flag.Boolean("generate-name").pipe(
      Flag.withDescription("Take the name for the beginning of a new one"),
      Flag.withDefault(false)
    ),
    validate: ValidateFlag.flag
  },
  Effect.fnUntraced(function* (flags) {
    yield* positive(flags.slots)
    const Run = yield* Effect.promise(() => import("./command/Run.ts"))
    yield* Run.run({
      ...engine(flags),
      paths: flags.paths,
      isQuiet: flags.quiet,
      replaces: flags.replace,
      generatesName: flags.generateName,
      validate: flags.validate
    })
  })
).pipe(
  Command.withDescription("Run the Jobs of manifests on this machine, and see them to their end"),
  Command.withExamples([
    { command: "jobledger run job.yaml", description: "Exit code 0: complete; 1: failed; Ctrl-C suspends" },
    { command: "jobledger run --replace job.yaml", description: "Again, with its new manifest" },
    { command: "cat job.yaml | jobledger run --generate-name -", description: "Beside others of its name" }
  ])
)

export const resume = Command.make(
  "resume",
  { name, namespace, store, slots, quiet },
  Effect.fnUntraced(function* (flags) {
    yield* positive(flags.slots)
    const Resume = yield* Effect.promise(() => import("./command/Resume.ts"))
    const reference = { namespace: flags.namespace, name: Place.bare(flags.name) }
    yield* Resume.run({ ...engine(flags), reference, isQuiet: flags.quiet })
  })
).pipe(
  Command.withDescription("Go on with a Job that was suspended or left, and see it to its end"),
  Command.withExamples([{ command: "jobledger resume backup", description: "After Ctrl-C" }])
)

export const suspend = Command.make(
  "suspend",
  { name, namespace, store, slots },
  Effect.fnUntraced(function* (flags) {
    const Suspend = yield* Effect.promise(() => import("./command/Suspend.ts"))
    yield* Suspend.run({
      ...engine(flags),
      reference: { namespace: flags.namespace, name: Place.bare(flags.name) }
    })
  })
).pipe(
  Command.withDescription("Suspend a Job: its Pods end gracefully, and do not count as failures"),
  Command.withExamples([{ command: "jobledger suspend backup", description: "resume goes on with it" }])
)

export const patch = Command.make(
  "patch",
  {
    name,
    namespace,
    store,
    patch: Flag.String("patch").pipe(
      Flag.withAlias("p"),
      Flag.withMetavar("JSON"),
      Flag.withDescription("A merge patch, as JSON or YAML: what is null is taken away")
    ),
    type: Flag.Literals("type", ["merge"]).pipe(
      Flag.withDescription("How the patch is read"),
      Flag.withDefault("merge" as const)
    )
  },
  Effect.fnUntraced(function* (flags) {
    const Patch = yield* Effect.promise(() => import("./command/Patch.ts"))
    const reference = { namespace: flags.namespace, name: Place.bare(flags.name) }
    yield* Patch.run({ directory: Place.directory(flags.store), reference, patch: flags.patch })
  })
).pipe(
  Command.withDescription("Change a Job, as far as the API lets it change"),
  Command.withExamples([
    {
      command: `jobledger patch backup -p '{"spec":{"parallelism":3}}'`,
      description: "Three Pods at a time"
    },
    {
      command: `jobledger patch backup -p '{"metadata":{"finalizers":null}}'`,
      description: "A Job that is deleted is kept no longer"
    }
  ])
)

const propagation = { background: "Background", foreground: "Foreground", orphan: "Orphan" } as const

export const remove = Command.make(
  "delete",
  {
    name,
    namespace,
    store,
    slots,
    cascade: Flag.Literals("cascade", ["background", "foreground", "orphan"]).pipe(
      Flag.withDescription("What becomes of its Pods"),
      Flag.withDefault("background")
    )
  },
  Effect.fnUntraced(function* (flags) {
    const Delete = yield* Effect.promise(() => import("./command/Delete.ts"))
    const reference = { namespace: flags.namespace, name: Place.bare(flags.name) }
    yield* Delete.run({ ...engine(flags), reference, propagationPolicy: propagation[flags.cascade] })
  })
).pipe(
  Command.withDescription("Delete a Job and its Pods; the log keeps what happened"),
  Command.withExamples([{ command: "jobledger delete backup", description: "Waits until it is gone" }])
)

type For = { readonly _tag: "condition"; readonly type: string; readonly status: string }

/** `condition=Failed`, `condition=Suspended=false`, `delete`. */
const wanted = (text: string | undefined): For | { readonly _tag: "finished" | "delete" } | undefined => {
  if (text === undefined) return { _tag: "finished" }
  if (text === "delete") return { _tag: "delete" }
  const [, type, status = "True"] = /^condition=([A-Za-z]+)(?:=([A-Za-z]+))?$/.exec(text) ?? []
  return type === undefined ? undefined : { _tag: "condition", type, status }
}

const waitSecondsUsual = "30s"

export const wait = Command.make(
  "wait",
  {
    name,
    namespace,
    store,
    slots,
    for: Flag.String("for").pipe(
      Flag.withMetavar("CONDITION"),
      Flag.withDescription("condition=TYPE, condition=TYPE=STATUS or delete; without it, either verdict"),
      Flag.optional
    ),
    timeout: Flag.String("timeout").pipe(
      Flag.withMetavar("DURATION"),
      Flag.withDescription("How long to wait, such as 90s or 5m"),
      Flag.withDefault(waitSecondsUsual)
    )
  },
  Effect.fnUntraced(function* (flags) {
    const condition = wanted(Option.getOrUndefined(flags.for))
    if (condition === undefined)
      return yield* Effect.fail(
        invalidUsage(`--for ${Option.getOrElse(flags.for, () => "")}: neither condition=TYPE nor delete`)
      )
    const GoDuration = yield* Effect.promise(() => import("../../runtime/simulation/GoDuration.ts"))
    const timeout = GoDuration.parse(flags.timeout)
    if (Option.isNone(timeout))
      return yield* Effect.fail(invalidUsage(`--timeout ${flags.timeout}: no duration such as 90s or 5m`))
    const Wait = yield* Effect.promise(() => import("./command/Wait.ts"))
    const reference = { namespace: flags.namespace, name: Place.bare(flags.name) }
    yield* Wait.run({ ...engine(flags), reference, wanted: condition, timeout: timeout.value })
  })
).pipe(
  Command.withDescription("Wait until a Job is finished, has a condition, or is gone"),
  Command.withExamples([
    { command: "jobledger wait backup --timeout 5m", description: "Exit code 1: it failed; 124: too late" },
    { command: "jobledger wait backup --for delete", description: "Until nothing of it is left" }
  ])
)
