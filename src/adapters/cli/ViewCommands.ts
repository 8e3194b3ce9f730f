/**
 * The commands that show what is in a store: their flags and their help. What a command does is imported when it is run.
 */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type InvalidUsage, invalidUsage } from "./Failure.ts"
import * as Place from "./Place.ts"
import * as StorePath from "./StorePath.ts"

/** The names of kinds, as kubectl has them. */
const kinds: Readonly<Record<string, "jobs" | "pods" | "events">> = {
  job: "jobs",
  jobs: "jobs",
  "jobs.batch": "jobs",
  "job.batch": "jobs",
  pod: "pods",
  pods: "pods",
  po: "pods",
  event: "events",
  events: "events",
  ev: "events"
}

/** What is asked for: `jobs`, `job backup`, `job/backup`. */
interface Asked {
  readonly kind: "jobs" | "pods" | "events"
  readonly names: ReadonlyArray<string>
}

const asked = (text: string, names: ReadonlyArray<string>): Effect.Effect<Asked, InvalidUsage> => {
  const [word = "", ...rest] = text.split("/")
  const kind = kinds[word.toLowerCase()]
  if (kind === undefined)
    return Effect.fail(invalidUsage(`no kind is called ${word}: there are jobs, pods and events`))
  if (rest.length > 1 || (rest.length > 0 && names.length > 0))
    return Effect.fail(invalidUsage(`${[text, ...names].join(" ")}: either KIND/NAME or KIND NAME`))
  return Effect.succeed({ kind, names: [...rest, ...names] })
}

/** `a=b,c=d` */
const labelsOf = (text: string): Effect.Effect<Readonly<Record<string, string>>, InvalidUsage> => {
  const pairs = text.split(",").filter((part) => part !== "")
  const wrong = pairs.find((pair) => !/^[^=!]+==?[^=]*$/.test(pair))
  return wrong === undefined
    ? Effect.succeed(Object.fromEntries(pairs.map((pair) => pair.split(/==?/))))
    : Effect.fail(invalidUsage(`--selector ${wrong}: a selector is KEY=VALUE, several with commas between`))
}

const kind = Argument.String("KIND").pipe(Argument.withDescription("jobs, pods or events, or KIND/NAME"))

export const get = Command.make(
  "get",
  {
    kind,
    names: Argument.String("NAME").pipe(Argument.withDescription("Only these"), Argument.variadic()),
    namespace: Place.namespace,
    allNamespaces: Flag.Boolean("all-namespaces").pipe(
      Flag.withAlias("A"),
      Flag.withDescription("Of every namespace"),
      Flag.withDefault(false)
    ),
    selector: Flag.String("selector").pipe(
      Flag.withAlias("l"),
      Flag.withMetavar("KEY=VALUE"),
      Flag.withDescription("Only objects with these labels"),
      Flag.withDefault("")
    ),
    fieldSelector: Flag.String("field-selector").pipe(
      Flag.withMetavar("FIELD=VALUE"),
      Flag.withDescription("Only objects whose fields say so, such as status.phase=Failed"),
      Flag.withDefault("")
    ),
    output: Flag.Literals("output", ["table", "wide", "json", "yaml", "name"]).pipe(
      Flag.withAlias("o"),
      Flag.withDescription("How to answer"),
      Flag.withDefault("table" as const)
    ),
    store: StorePath.flag
  },
  Effect.fnUntraced(function* (flags) {
    const { kind: wanted, names } = yield* asked(flags.kind, flags.names.map(Place.bare))
    const labels = yield* labelsOf(flags.selector)
    const isSelecting = flags.selector !== "" || flags.fieldSelector !== ""
    if (wanted === "events" && (isSelecting || flags.output === "name"))
      return yield* Effect.fail(invalidUsage("events have neither labels nor names, and are not selected"))
    const Get = yield* Effect.promise(() => import("./command/Get.ts"))
    yield* Get.run({
      directory: Place.directory(flags.store),
      kind: wanted,
      names,
      namespace: flags.allNamespaces ? undefined : flags.namespace,
      labels,
      fieldSelector: flags.fieldSelector,
      output: flags.output
    })
  })
).pipe(
  Command.withDescription("List Jobs, Pods or Events, as kubectl does"),
  Command.withExamples([
    { command: "jobledger get jobs", description: "What there is, and how it stands" },
    { command: "jobledger get pods -l job-name=backup -o wide", description: "The Pods of one Job" },
    { command: "jobledger get job backup -o yaml", description: "The object, as the API would show it" }
  ])
)

export const describe = Command.make(
  "describe",
  {
    kind,
    name: Argument.String("NAME").pipe(Argument.withDescription("Of the Job or Pod"), Argument.optional),
    namespace: Place.namespace,
    store: StorePath.flag
  },
  Effect.fnUntraced(function* (flags) {
    const wanted = yield* asked(flags.kind, Option.toArray(flags.name))
    if (wanted.kind === "events") return yield* Effect.fail(invalidUsage("events are listed by get events"))
    const [name] = wanted.names
    if (name === undefined) return yield* Effect.fail(invalidUsage("describe: the NAME is missing"))
    const Describe = yield* Effect.promise(() => import("./command/Describe.ts"))
    yield* Describe.run({
      directory: Place.directory(flags.store),
      kind: wanted.kind === "jobs" ? "job" : "pod",
      namespace: flags.namespace,
      name
    })
  })
).pipe(
  Command.withDescription("Show a Job or a Pod at length; also one that is gone, from the log"),
  Command.withExamples([{ command: "jobledger describe job backup", description: "With its Events" }])
)
