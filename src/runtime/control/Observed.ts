/**
 * What a container runtime observed, as facts for the Job whose Pod it was.
 *
 * A runtime may be attached to after much has happened, so an end may be the first that is heard of a run: then its
 * start is told first.
 */
import type * as Fact from "../../domain/event/Fact.ts"
import type { PodSpec } from "../../domain/manifest/PodTemplateSchema.ts"
import * as Pod from "../../domain/pod/Pod.ts"
import type { Observation } from "../container/ContainerRuntime.ts"

type Exited = Extract<Observation, { readonly _tag: "Exited" }>

/**
 * Of a run of which only the end is heard nobody knows whether its startup probe, or the hook at its start, had succeeded;
 * the next one will tell (LC-42).
 */
const mayHaveStartedUp = ({ containers, initContainers = [] }: PodSpec, name: string): boolean =>
  ![...containers, ...initContainers].some(
    (item) =>
      item.name === name && (item.startupProbe !== undefined || item.lifecycle?.postStart !== undefined)
  )

const exit = (pod: Pod.Pod, seen: Exited, at: number, spec: PodSpec): ReadonlyArray<Fact.Fact> => {
  const { container, attempt, exitCode, reason, startedAt, finishedAt } = seen
  const run = { at, ordinal: pod.ordinal, container, attempt }
  const ended: Fact.Fact = { _tag: "ContainerExited", ...run, exitCode, reason, finishedAt }
  const isRunning = Pod.container(pod, container)?.state === "Running"
  if (startedAt === undefined || isRunning) return [ended]
  const started: Fact.Fact = { _tag: "ContainerStarted", ...run, ready: true, startedAt }
  return [mayHaveStartedUp(spec, container) ? started : { ...started, ready: false, started: false }, ended]
}

type Started = Extract<Observation, { readonly _tag: "Started" }>

/** Of a run that is known to run, only what has changed; the domain drops what it knows. */
const standing = (pod: Pod.Pod, seen: Started, at: number): ReadonlyArray<Fact.Fact> => {
  const { container, attempt, startedAt, ready, started = true, unhealthy } = seen
  const run = { at, ordinal: pod.ordinal, container, attempt }
  const known = Pod.container(pod, container)
  const isRunning = known?.state === "Running" && known.attempt === attempt
  const facts: Array<Fact.Fact> = isRunning
    ? [
        ...(started ? [{ _tag: "ContainerStartupSucceeded" as const, ...run }] : []),
        { _tag: "ContainerReady", ...run, ready }
      ]
    : [{ _tag: "ContainerStarted", ...run, ready, startedAt, ...(started ? {} : { started }) }]
  return unhealthy === undefined
    ? facts
    : [...facts, { _tag: "ContainerUnhealthy", ...run, cause: unhealthy }]
}

/** The facts for a Pod of a template, oldest first; what the Job knows already, the domain drops. */
export const facts = (
  pod: Pod.Pod,
  seen: Observation,
  at: number,
  spec: PodSpec
): ReadonlyArray<Fact.Fact> => {
  const { container, attempt } = seen
  const run = { at, ordinal: pod.ordinal, container, attempt }
  switch (seen._tag) {
    case "Started":
      return standing(pod, seen, at)
    case "Exited":
      return exit(pod, seen, at, spec)
    case "Lost":
      return [{ _tag: "ContainerLost", ...run }]
  }
}
