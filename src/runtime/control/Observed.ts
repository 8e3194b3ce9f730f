/**
 * What a container runtime observed, as facts for the Job whose Pod it was.
 *
 * A runtime may be attached to after much has happened, so an end may be the first that is heard of a run: then its
 * start is told first.
 */
import type * as Fact from "../../domain/event/Fact.ts"
import * as Pod from "../../domain/pod/Pod.ts"
import type { Observation } from "../container/ContainerRuntime.ts"

type Exited = Extract<Observation, { readonly _tag: "Exited" }>

const exit = (pod: Pod.Pod, seen: Exited, at: number): ReadonlyArray<Fact.Fact> => {
  const { container, attempt, exitCode, reason, startedAt, finishedAt } = seen
  const run = { at, ordinal: pod.ordinal, container, attempt }
  const ended: Fact.Fact = { _tag: "ContainerExited", ...run, exitCode, reason, finishedAt }
  const isRunning = Pod.container(pod, container)?.state === "Running"
  return startedAt === undefined || isRunning
    ? [ended]
    : [{ _tag: "ContainerStarted", ...run, ready: true, startedAt }, ended]
}

/** The facts, oldest first; what the Job knows already, the domain drops. */
export const facts = (pod: Pod.Pod, seen: Observation, at: number): ReadonlyArray<Fact.Fact> => {
  const { container, attempt } = seen
  const run = { at, ordinal: pod.ordinal, container, attempt }
  switch (seen._tag) {
    case "Started":
      return [{ _tag: "ContainerStarted", ...run, ready: seen.ready, startedAt: seen.startedAt }]
    case "Exited":
      return exit(pod, seen, at)
    case "Lost":
      return [{ _tag: "ContainerLost", ...run }]
  }
}
