/**
 * `logs`: its flags, which are those of `kubectl logs` (LC-92, LC-94), and its help.
 */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Place from "./Place.ts"
import * as StorePath from "./StorePath.ts"

const podPrefix = /^(pods?|po)\//

const isSet = (name: string, description: string, alias?: string) => {
  const flag = Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))
  return alias === undefined ? flag : Flag.withAlias(flag, alias)
}

const whose = {
  name: Argument.String("NAME").pipe(Argument.withDescription("The name of the Job, or pod/NAME")),
  namespace: Place.namespace,
  store: StorePath.flag,
  container: Flag.String("container").pipe(
    Flag.withAlias("c"),
    Flag.withDescription("Which container; without it, the Pod's default container, or its first"),
    Flag.optional
  ),
  all: isSet("all", "Of every Pod and attempt, each line with its Pod"),
  allContainers: isSet("all-containers", "Of all containers of the Pod"),
  previous: isSet("previous", "Of the run before the last", "p")
}

const which = {
  follow: isSet("follow", "On, until the run has ended", "f"),
  tail: Flag.Int("tail").pipe(
    Flag.withMetavar("LINES"),
    Flag.withDescription("So many lines of the end; -1: all"),
    Flag.withDefault(-1)
  ),
  since: Flag.String("since").pipe(
    Flag.withMetavar("DURATION"),
    Flag.withDescription("Not older than, such as 90s or 5m"),
    Flag.optional
  ),
  sinceTime: Flag.String("since-time").pipe(
    Flag.withMetavar("TIME"),
    Flag.withDescription("Not before, such as 2026-01-01T00:01:00Z"),
    Flag.optional
  ),
  limitBytes: Flag.Int("limit-bytes").pipe(
    Flag.withMetavar("BYTES"),
    Flag.withDescription("Not more than so many of each run"),
    Flag.optional
  ),
  timestamps: isSet("timestamps", "Each line with its time"),
  prefix: isSet("prefix", "Each line with its Pod and container")
}

export const logs = Command.make(
  "logs",
  { ...whose, ...which },
  Effect.fnUntraced(function* (flags) {
    const { namespace, store, name, container, previous, all, allContainers, prefix } = flags
    const { follow, timestamps, tail, since, sinceTime, limitBytes } = flags
    const Logs = yield* Effect.promise(() => import("./command/Logs.ts"))
    yield* Logs.run({
      directory: Place.directory(store),
      reference: { namespace, name: Place.bare(name).replace(podPrefix, "") },
      isPod: podPrefix.test(name),
      all,
      allContainers,
      previous,
      container: Option.getOrUndefined(container),
      isPrefixed: prefix || all,
      range: {
        follow,
        timestamps,
        tail,
        since: Option.getOrUndefined(since),
        sinceTime: Option.getOrUndefined(sinceTime),
        limitBytes: Option.getOrUndefined(limitBytes)
      }
    })
  })
).pipe(
  Command.withDescription("Show what the Pods of a Job wrote, also of Pods that are gone"),
  Command.withExamples([
    { command: "jobledger logs backup", description: "Of one Pod, as kubectl chooses it" },
    { command: "jobledger logs backup --all -f", description: "Of all of them, as it comes" },
    {
      command: "jobledger logs backup --tail 20 --timestamps",
      description: "The last twenty lines, with their times"
    }
  ])
)
