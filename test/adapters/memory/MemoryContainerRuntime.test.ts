import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import type { Behaviour, Print } from "../../../src/adapters/memory/Behaviour.ts"
import * as MemoryContainerRuntime from "../../../src/adapters/memory/MemoryContainerRuntime.ts"
import type { ContainerSpec } from "../../../src/domain/pod/ContainerSpec.ts"
import type { Run } from "../../../src/runtime/container/ContainerRuntime.ts"
import { containerRuntimeConformance } from "../../../src/testing/ContainerRuntimeConformance.ts"

const spec = (behaviour: Behaviour): ContainerSpec => ({
  namespace: "default",
  pod: "demo-abcde",
  hostname: "demo-abcde",
  image: "none",
  command: [JSON.stringify(behaviour)],
  args: undefined,
  workingDir: undefined,
  env: []
})

// The tests below wrote it.
const script = (run: Run): Behaviour => JSON.parse(run.spec.command?.[0] ?? "") as Behaviour

const ready: Print = { after: 30, stream: "stdout", text: "ready" }
const runs: Behaviour = { runsFor: "forever", exitCode: 0 }

containerRuntimeConformance(
  "memory",
  Layer.provideMerge(MemoryContainerRuntime.layer(script), TestClock.layer()),
  {
    exits: (exitCode) => spec({ runsFor: 50, exitCode }),
    runs: spec(runs),
    exitsOnTerm: (exitCode) => spec({ ...runs, onTerm: { takes: 100, exitCode }, prints: [ready] }),
    ignoresTerm: spec({ ...runs, onTerm: "ignores", prints: [ready] }),
    prints: (lines, then) =>
      spec({
        runsFor: then === "ends" ? 10 * lines.length : "forever",
        exitCode: 0,
        prints: lines.map((line, index): Print => ({ ...line, after: 10 * index }))
      }),
    cannotStart: spec({ ...runs, startFails: "no such command" }),
    leavesChild: spec({ runsFor: 50, exitCode: 0 }),
    sickens: spec({
      ...runs,
      stands: [
        { after: 0, started: false, ready: false },
        { after: 30, ready: false },
        { after: 60, ready: true },
        { after: 1000, ready: true, unhealthy: "LivenessProbe" }
      ]
    }),
    lingers: spec({ ...runs, onTerm: { takes: 1000, exitCode: 143 } }),
    settle: TestClock.adjust(25)
  }
)
