import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type ContainerSpec, MemoryEventLog } from "jobledger"
import { containerRuntimeConformance, runtimeEquivalence } from "jobledger/testing"
import * as FunctionContainerRuntime from "./FunctionContainerRuntime.ts"

const forEver = (): Promise<never> => new Promise(() => {})

const pause = (millis: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, millis)
  })

const programs: Readonly<Record<string, FunctionContainerRuntime.Program>> = {
  exits: async ({ spec }) => {
    await pause(20)
    return Number(spec.args?.[0])
  },
  runs: forEver,
  exitsOnTerm: ({ spec, onTerm, print }) =>
    new Promise((resolve) => {
      onTerm(() => resolve(Number(spec.args?.[0])))
      print("ready")
    }),
  ignoresTerm: ({ onTerm, print }) => {
    onTerm(() => {})
    print("ready")
    return forEver()
  },
  prints: async ({ spec, print }) => {
    await pause(20)
    const [then, ...lines] = spec.args ?? []
    for (const line of lines) {
      const stream = line.startsWith("stderr ") ? "stderr" : "stdout"
      print(line.slice(stream.length + 1), stream)
    }
    return then === "ends" ? 0 : forEver()
  }
}

/** What a story of the equivalence says: how long, with which code, and what SIGTERM does. */
const acts: FunctionContainerRuntime.Program = ({ spec, onTerm }) =>
  new Promise((resolve) => {
    const [runsFor = 0, exitCode = 0, takes = 0, codeOnTerm = 0] = (spec.args ?? []).map(Number)
    onTerm(() => setTimeout(() => resolve(codeOnTerm), takes))
    if (runsFor >= 0) setTimeout(() => resolve(exitCode), runsFor)
  })

const container = (image: string, ...args: ReadonlyArray<string>): ContainerSpec.ContainerSpec => ({
  namespace: "default",
  pod: "demo-abcde",
  hostname: "demo-abcde",
  image,
  command: undefined,
  args,
  workingDir: undefined,
  env: []
})

containerRuntimeConformance("functions", FunctionContainerRuntime.layer(programs), {
  exits: (code) => container("exits", String(code)),
  runs: container("runs"),
  exitsOnTerm: (code) => container("exitsOnTerm", String(code)),
  ignoresTerm: container("ignoresTerm"),
  prints: (lines, then) => container("prints", then, ...lines.map(({ stream, text }) => `${stream} ${text}`)),
  cannotStart: container("nothing that is called so"),
  settle: Effect.sleep(25)
})

runtimeEquivalence("functions", Layer.merge(MemoryEventLog.layer, FunctionContainerRuntime.layer({ acts })), {
  acts: ({ runsFor, exitCode, onTerm }) => ({
    image: "acts",
    args: [runsFor === "forever" ? -1 : runsFor, exitCode, onTerm.takes, onTerm.exitCode].map(String)
  }),
  passes: (millis) => Effect.sleep(millis)
})
