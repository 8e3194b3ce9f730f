/**
 * What the laws ask of a Job's Pod template, worked out once and always in one shape.
 */
import type { Container, PodTemplate, RestartRule } from "../manifest/PodTemplateSchema.ts"

/** A container of the template. */
export interface Item {
  readonly name: string
  readonly restartPolicy: string | undefined
  readonly restartPolicyRules: ReadonlyArray<RestartRule>
}

export interface TemplateMemory {
  readonly restartPolicy: string | undefined
  readonly activeDeadlineSeconds: number | undefined
  readonly initContainers: ReadonlyArray<Item>
  readonly containers: ReadonlyArray<Item>
  /** All of them, in the order in which they begin. */
  readonly items: ReadonlyArray<Item>
  /** Init containers that run one behind the other: while they do, the Pod is Pending (LC-3). */
  readonly hasSteps: boolean
  /** Init containers that stay, beside the others (LC-40). */
  readonly hasSidecars: boolean
  /** A container of it can start the Pod over (LC-36). */
  readonly startsOver: boolean
  /** Nobody opens them (LC-88). */
  readonly hasGates: boolean
}

export const empty: TemplateMemory = {
  restartPolicy: undefined,
  activeDeadlineSeconds: undefined,
  initContainers: [],
  containers: [],
  items: [],
  hasSteps: false,
  hasSidecars: false,
  startsOver: false,
  hasGates: false
}

export const isSidecar = ({ restartPolicy }: Item): boolean => restartPolicy === "Always"

const startsPodOver = ({ restartPolicyRules }: Item): boolean =>
  restartPolicyRules.some(({ action }) => action === "RestartAllContainers")

const item = ({ name, restartPolicy, restartPolicyRules = [] }: Container): Item => ({
  name,
  restartPolicy,
  restartPolicyRules
})

export const of = ({ spec }: PodTemplate): TemplateMemory => {
  const initContainers = (spec.initContainers ?? []).map(item)
  const containers = spec.containers.map(item)
  const items = [...initContainers, ...containers]
  return {
    restartPolicy: spec.restartPolicy,
    activeDeadlineSeconds: spec.activeDeadlineSeconds,
    initContainers,
    containers,
    items,
    hasSteps: !initContainers.every(isSidecar),
    hasSidecars: initContainers.some(isSidecar),
    startsOver: items.some(startsPodOver),
    hasGates: (spec.readinessGates?.length ?? 0) > 0
  }
}
