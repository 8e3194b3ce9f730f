/**
 * When a Pod is Ready: when all its containers are, and its sidecars (LC-17, LC-88).
 *
 * A readiness gate asks for a condition beside, which somebody outside must set. Nobody here does, so a Pod with gates is
 * never Ready.
 */
import type { PodSpec } from "../manifest/PodTemplateSchema.ts"
import type { Container, Pod } from "./Pod.ts"

const isUp = ({ state, ready }: Container): boolean => state === "Running" && ready

export const hasGates = ({ readinessGates = [] }: Pick<PodSpec, "readinessGates">): boolean =>
  readinessGates.length > 0

export const of = ({ containers, initContainers }: Pod, spec: PodSpec): boolean =>
  !hasGates(spec) &&
  containers.every(isUp) &&
  initContainers.every((container) => !container.isSidecar || isUp(container))
