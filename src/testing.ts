/**
 * jobledger/testing: what specifies jobledger, for those who bring their own histories, traces or implementation.
 *
 * `Laws` judge any history; the arbitraries make random ones (with fast-check); `Conformance` plays golden traces of
 * the real Job controller and compares the answers; `History` plays a scenario, and `Counterexample` tells one that
 * broke a law in words and keeps it; `Perturbation` plays one whose controller dies or sees badly, and
 * `MortalController` is a live one that dies. `eventLogConformance`, `containerRuntimeConformance` and
 * `runtimeEquivalence` are the tests of an adapter of these ports (with vitest). fast-check and vitest are peer
 * dependencies of this entry alone.
 */
export * as Law from "./domain/law/Law.ts"
export * as Laws from "./domain/law/Laws.ts"
export * as Comparison from "./runtime/conformance/Comparison.ts"
export * as Conformance from "./runtime/conformance/Conformance.ts"
export * as Difference from "./runtime/conformance/Difference.ts"
export * as Tally from "./runtime/conformance/Tally.ts"
export * as Trace from "./runtime/conformance/Trace.ts"
export * as Counterexample from "./testing/Counterexample.ts"
export * as History from "./testing/History.ts"
export * as Pruned from "./testing/Pruned.ts"
export { type Abilities, containerRuntimeConformance } from "./testing/ContainerRuntimeConformance.ts"
export { eventLogConformance } from "./testing/EventLogConformance.ts"
export * as ManifestArbitrary from "./testing/ManifestArbitrary.ts"
export * as MortalController from "./testing/MortalController.ts"
export * as NearlyValidArbitrary from "./testing/NearlyValidArbitrary.ts"
export * as Perturbation from "./testing/Perturbation.ts"
export { type Act, runtimeEquivalence, type Stage } from "./testing/RuntimeEquivalence.ts"
export * as ScenarioArbitrary from "./testing/ScenarioArbitrary.ts"
