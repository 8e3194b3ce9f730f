import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as MemoryEventLog from "../../../src/adapters/memory/MemoryEventLog.ts"
import { runtimeEquivalence } from "../../../src/testing/RuntimeEquivalence.ts"
import * as StateDirectory from "./StateDirectory.ts"

runtimeEquivalence("process", Layer.merge(MemoryEventLog.layer, StateDirectory.layer), {
  acts: ({ runsFor, exitCode, onTerm }) => {
    const seconds = runsFor === "forever" ? 3600 : runsFor / 1000
    const term = `sleep ${onTerm.takes / 1000}; exit ${onTerm.exitCode}`
    return {
      command: ["sh", "-c", `trap '${term}' TERM; sleep ${seconds} & wait $!; exit ${exitCode}`],
      args: undefined
    }
  },
  passes: (millis) => Effect.sleep(millis)
})
