/**
 * What the laws ask of a Job's Pod template again and again, worked out once.
 */
import type { Container, PodTemplate } from "../manifest/PodTemplateSchema.ts"

export interface TemplateMemory {
  readonly restartPolicy: string | undefined
  readonly initContainers: ReadonlyArray<Container>
  readonly containers: ReadonlyArray<Container>
  /** All of them, in the order in which they begin. */
  readonly items: ReadonlyArray<Container>
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
  initContainers: [],
  containers: [],
  items: [],
  hasSteps: false,
  hasSidecars: false,
  startsOver: false,
  hasGates: false
}

export const isSidecar = ({ restartPolicy }: Container): boolean => restartPolicy === "Always"

const startsPodOver = ({ restartPolicyRules = [] }: Container): boolean =>
  restartPolicyRules.some(({ action }) => action === "RestartAllContainers")

export const of = ({ spec }: PodTemplate): TemplateMemory => {
  const { restartPolicy, initContainers = [], containers, readinessGates = [] } = spec
  const items = [...initContainers, ...containers]
  return {
    restartPolicy,
    initContainers,
    containers,
    items,
    hasSteps: !initContainers.every(isSidecar),
    hasSidecars: initContainers.some(isSidecar),
    startsOver: items.some(startsPodOver),
    hasGates: readinessGates.length > 0
  }
}
