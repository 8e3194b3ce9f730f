/**
 * `jobledger check`: its flags and its help.
 */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as OutputFlag from "./OutputFlag.ts"
import * as ValidateFlag from "./ValidateFlag.ts"

const flags = {
  paths: Argument.String("MANIFEST").pipe(
    Argument.withDescription("Manifests, several documents in each; - is standard input"),
    Argument.atLeast(1)
  ),
  runs: Flag.Int("runs").pipe(Flag.withDescription("How many histories to play"), Flag.withDefault(2000)),
  seed: Flag.Int("seed").pipe(
    Flag.withDescription("What is drawn follows from it; the same seed, the same answer"),
    Flag.withDefault(1)
  ),
  podDuration: Flag.String("pod-duration").pipe(
    Flag.withMetavar("MIN..MAX"),
    Flag.withDescription("How long a run takes, as often in each tenfold"),
    Flag.withDefault("1s..10m")
  ),
  podFailureRate: Flag.String("pod-failure-rate").pipe(
    Flag.withMetavar("RATE"),
    Flag.withDescription("How many of the runs fail by themselves: 0.1, 10%"),
    Flag.withDefault("0.1")
  ),
  disruptionRate: Flag.String("disruption-rate").pipe(
    Flag.withMetavar("RATE"),
    Flag.withDescription("How many of the Pods are ended from outside"),
    Flag.withDefault("0.01")
  ),
  require: Flag.String("require").pipe(
    Flag.withMetavar("REQUIREMENT"),
    Flag.withDescription(
      "Exit code 1 unless it holds: duration<=1h, p95<=30m, median<=10m, completion>=0.99, pods<=20, alive<=5, overlaps<=0"
    ),
    Flag.atLeast(0)
  ),
  output: OutputFlag.flag,
  validate: ValidateFlag.flag
}

export const check = Command.make(
  "check",
  flags,
  Effect.fnUntraced(function* ({ output, ...options }) {
    const Check = yield* Effect.promise(() => import("./command/Check.ts"))
    yield* Check.run({ ...options, format: OutputFlag.formatOf(output) })
  })
).pipe(
  Command.withDescription(
    "Tell what the settings of a Job lead to, by rules and by thousands of random histories in virtual time"
  ),
  Command.withExamples([
    { command: "jobledger check job.yaml", description: "What was assumed, what follows, what was seen" },
    {
      command: "jobledger check job.yaml --require 'duration<=1h' --require 'completion>=99%'",
      description: "Exit code 1 where one of them does not hold"
    },
    {
      command: "jobledger check job.yaml --pod-duration 5m..2h --pod-failure-rate 2% -o json",
      description: "With assumptions of one's own, as data"
    }
  ])
)
