import * as MemoryEventLog from "../../../src/adapters/memory/MemoryEventLog.ts"
import { suite } from "../../runtime/log/EventLogConformance.ts"

suite("memory", MemoryEventLog.layer)
