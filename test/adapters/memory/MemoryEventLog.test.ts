import * as MemoryEventLog from "../../../src/adapters/memory/MemoryEventLog.ts"
import { eventLogConformance } from "../../../src/testing/EventLogConformance.ts"

eventLogConformance("memory", MemoryEventLog.layer)
