import * as Effect from "effect/Effect"
import type { Probe } from "../../../src/domain/pod/Health.ts"
import { containerRuntimeConformance } from "../../../src/testing/ContainerRuntimeConformance.ts"
import { shell, spec } from "./Shell.ts"
import * as StateDirectory from "./StateDirectory.ts"

const print = `for line; do case "$line" in stderr*) echo "\${line#* }" >&2;; *) echo "\${line#* }";; esac; done`

const probe = (...command: ReadonlyArray<string>): Probe => ({
  handler: { _tag: "Exec", command },
  initialDelaySeconds: 0,
  timeoutSeconds: 1,
  periodSeconds: 1,
  successThreshold: 1,
  failureThreshold: 1
})

containerRuntimeConformance("process", StateDirectory.layer, {
  exits: (code) => shell(`sleep 0.05; exit ${code}`),
  runs: spec(["sleep", "600"]),
  exitsOnTerm: (code) => shell(`trap 'exit ${code}' TERM; echo ready; while :; do sleep 0.05; done`),
  ignoresTerm: shell("trap '' TERM; echo ready; while :; do sleep 0.05; done"),
  prints: (lines, then) =>
    shell(
      then === "ends" ? print : `${print}; exec sleep 600`,
      "sh",
      ...lines.map(({ stream, text }) => `${stream} ${text}`)
    ),
  cannotStart: spec(["no-such-command"]),
  leavesChild: shell("while :; do echo still here; sleep 0.02; done & sleep 0.1"),
  sickens: spec(["sleep", "600"], {
    health: {
      startupProbe: probe("true"),
      readinessProbe: probe("true"),
      livenessProbe: { ...probe("false"), initialDelaySeconds: 1 }
    }
  }),
  lingers: spec(["sleep", "600"], { health: { preStop: { _tag: "Exec", command: ["sleep", "1"] } } }),
  settle: Effect.sleep("25 millis")
})
