import { eventLogConformance } from "../../../src/testing/EventLogConformance.ts"
import * as Stores from "./Stores.ts"

eventLogConformance("sqlite", Stores.fresh)
eventLogConformance("sqlite, all in a worker", Stores.freshInWorker)
