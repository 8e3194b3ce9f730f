/**
 * jobledger: Kubernetes Jobs as pure reducers over an event log.
 *
 * The domain decides (`Decider`, `Evolve`), the log remembers (`EventLog`), projections show (`JobStatus`,
 * `KubernetesEvents`, `PodHistory`), `Simulation` plays a Job and its outside world in virtual time, and `Replay` and
 * `Verification` read what was written. `Controller` runs the Jobs of a log on a `ContainerRuntime`; `Jobs` are the
 * commands on them. What this file exports is the public surface, and nothing else is.
 */
export * as MemoryContainerRuntime from "./adapters/memory/MemoryContainerRuntime.ts"
export * as MemoryEventLog from "./adapters/memory/MemoryEventLog.ts"
export * as SqliteEventLog from "./adapters/sqlite/SqliteEventLog.ts"
export * as ProcessContainerRuntime from "./adapters/process/ProcessContainerRuntime.ts"
export * as Admission from "./domain/command/Admission.ts"
export * as Patching from "./domain/command/Patching.ts"
export * as IntervalSet from "./domain/data/IntervalSet.ts"
export * as OrdinalMap from "./domain/data/OrdinalMap.ts"
export * as Timestamp from "./domain/data/Timestamp.ts"
export * as Decision from "./domain/event/Decision.ts"
export * as Event from "./domain/event/Event.ts"
export * as Fact from "./domain/event/Fact.ts"
export * as Decider from "./domain/job/Decider.ts"
export * as Evolve from "./domain/job/Evolve.ts"
export * as Job from "./domain/job/Job.ts"
export * as FieldError from "./domain/manifest/FieldError.ts"
export * as JobManifest from "./domain/manifest/JobManifest.ts"
export * as Warnings from "./domain/manifest/Warnings.ts"
export * as Pod from "./domain/pod/Pod.ts"
export * as Intents from "./domain/projection/Intents.ts"
export * as JobStatus from "./domain/projection/JobStatus.ts"
export * as KubernetesEvents from "./domain/projection/KubernetesEvents.ts"
export * as PodHistory from "./domain/projection/PodHistory.ts"
export * as Timers from "./domain/projection/Timers.ts"
export * as ContainerRuntime from "./runtime/container/ContainerRuntime.ts"
export * as Controller from "./runtime/control/Controller.ts"
export * as Jobs from "./runtime/control/Jobs.ts"
export * as EventLog from "./runtime/log/EventLog.ts"
export * as Jsonl from "./runtime/log/Jsonl.ts"
export * as LogHead from "./runtime/log/LogHead.ts"
export * as LogRecord from "./runtime/log/LogRecord.ts"
export * as Replay from "./runtime/log/Replay.ts"
export * as Verification from "./runtime/log/Verification.ts"
export * as Answer from "./runtime/simulation/Answer.ts"
export * as Scenario from "./runtime/simulation/Scenario.ts"
export * as Simulation from "./runtime/simulation/Simulation.ts"
