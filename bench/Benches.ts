/**
 * All benches, in the order they run.
 */
import { AuditReplay } from "./benches/AuditReplay.ts"
import { CostPerEvent } from "./benches/CostPerEvent.ts"
import { DurableAppend } from "./benches/DurableAppend.ts"
import { GiantJob } from "./benches/GiantJob.ts"
import { JobsPerSecond } from "./benches/JobsPerSecond.ts"
import { PodsPerSecond } from "./benches/PodsPerSecond.ts"
import { Processes } from "./benches/Processes.ts"
import { Rehydration } from "./benches/Rehydration.ts"
import { Restart } from "./benches/Restart.ts"
import { StartLatency } from "./benches/StartLatency.ts"
import { StartUp } from "./benches/StartUp.ts"
import { Throughput } from "./benches/Throughput.ts"
import { VerificationBench } from "./benches/Verification.ts"
import type { Bench } from "./protocol/Bench.ts"

export const all: ReadonlyArray<Bench> = [
  Rehydration,
  CostPerEvent,
  GiantJob,
  PodsPerSecond,
  Throughput,
  DurableAppend,
  JobsPerSecond,
  StartLatency,
  Processes,
  StartUp,
  VerificationBench,
  Restart,
  AuditReplay
]
