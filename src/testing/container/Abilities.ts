/**
 * How a `ContainerRuntime` under test is asked to do things.
 */
import type * as Effect from "effect/Effect"
import type { ContainerSpec } from "../../domain/pod/ContainerSpec.ts"
import type { LogLine } from "../../runtime/container/ContainerRuntime.ts"

/** What a container is to print: one line to one of its two streams. */
export type Line = Pick<LogLine, "stream" | "text">

/** How this runtime is asked to do things: containers that behave as said, and how to let time pass. */
export interface Abilities {
  /** Ends by itself with this code, after a moment. */
  readonly exits: (code: number) => ContainerSpec
  /** Runs on; SIGTERM ends it as it ends a process that does not care. */
  readonly runs: ContainerSpec
  /** Prints a line once it is ready, runs on, and answers SIGTERM by exiting with this code. */
  readonly exitsOnTerm: (code: number) => ContainerSpec
  /** Prints a line once it is ready, runs on, and ignores SIGTERM. */
  readonly ignoresTerm: ContainerSpec
  /** Prints the lines one after the other, then ends with 0 or runs on. */
  readonly prints: (lines: ReadonlyArray<Line>, then: "ends" | "runs") => ContainerSpec
  /** Cannot be started. */
  readonly cannotStart: ContainerSpec
  /** Ends with 0 and leaves a process behind that would print for ever. Left out where there are no processes. */
  readonly leavesChild?: ContainerSpec
  /**
   * Runs on; by its probes it starts up, then is ready, and about a second later it must not go on. Left out where probes
   * are refused.
   */
  readonly sickens?: ContainerSpec
  /** Runs on; its preStop hook takes about a second, and SIGTERM ends it. Left out where hooks are refused. */
  readonly lingers?: ContainerSpec
  /** Lets some 25 ms pass: by waiting, or by moving a clock. */
  readonly settle: Effect.Effect<void>
}
