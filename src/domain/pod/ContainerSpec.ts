/**
 * What a runtime needs to start a container, computed from the Job and its Pod (LC-60 to LC-67).
 */
import type { Job } from "../job/Job.ts"
import type { Pod } from "./Pod.ts"
import * as PodNames from "./PodNames.ts"

export interface Variable {
  readonly name: string
  readonly value: string
}

/** `command` and `args` with their references expanded; absent where the image decides (LC-67). */
export interface ContainerSpec {
  readonly namespace: string
  readonly pod: string
  readonly hostname: string
  readonly image: string
  readonly command: ReadonlyArray<string> | undefined
  readonly args: ReadonlyArray<string> | undefined
  readonly workingDir: string | undefined
  readonly env: ReadonlyArray<Variable>
}

/** Nothing where the template has no container of this name. */
export const of = ({ metadata, spec }: Job, pod: Pod, container: string): ContainerSpec | undefined => {
  const template = spec.template.spec.containers.find(({ name }) => name === container)
  if (template === undefined) return undefined
  const name = PodNames.name(metadata, pod.ordinal, pod.index)
  return {
    namespace: metadata.namespace,
    pod: name,
    hostname: pod.index === undefined ? name : `${metadata.name}-${pod.index}`,
    image: template.image,
    command: template.command,
    args: template.args,
    workingDir: template.workingDir,
    env: (template.env ?? []).map(({ name: variable, value }) => ({ name: variable, value: value ?? "" }))
  }
}
