import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import type { Behaviour } from "../../../src/adapters/memory/Behaviour.ts"
import * as MemoryContainerRuntime from "../../../src/adapters/memory/MemoryContainerRuntime.ts"
import * as MemoryEventLog from "../../../src/adapters/memory/MemoryEventLog.ts"
import type { Run } from "../../../src/runtime/container/ContainerRuntime.ts"
import { runtimeEquivalence } from "../../../src/testing/RuntimeEquivalence.ts"
import * as Lived from "../../runtime/control/Lived.ts"

// The stage below wrote it.
const script = ({ spec }: Run): Behaviour => JSON.parse(spec.command?.[0] ?? "") as Behaviour

runtimeEquivalence(
  "memory",
  Layer.mergeAll(MemoryEventLog.layer, MemoryContainerRuntime.layer(script)).pipe(
    Layer.provideMerge(TestClock.layer())
  ),
  { acts: (act) => ({ command: [JSON.stringify(act)] }), passes: Lived.pass }
)
