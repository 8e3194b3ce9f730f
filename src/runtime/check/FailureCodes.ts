/**
 * The exit codes that matter to the settings of a Job: those its `podFailurePolicy` names, one that it does not, and 1,
 * with which alone those runs fail that are followed by others in place.
 */
import type { JobSpec } from "../../domain/manifest/JobSchema.ts"
import * as RestartPolicy from "../../domain/pod/RestartPolicy.ts"

const usual = 1
const codeMax = 255

const isFailure = (code: number): boolean => code >= 1 && code <= codeMax

/** Of the first container, which is the one that fails. */
export const of = ({ podFailurePolicy, template }: JobSpec): ReadonlyArray<number> => {
  const [first] = template.spec.containers
  const isFinal = (code: number): boolean =>
    first !== undefined && !RestartPolicy.wouldRestart(template.spec, first, code)
  const named = (podFailurePolicy?.rules ?? []).flatMap(({ onExitCodes }) =>
    onExitCodes === undefined || (onExitCodes.containerName ?? first?.name) !== first?.name
      ? []
      : onExitCodes.values.filter((code) => isFailure(code) && isFinal(code))
  )
  if (named.length === 0) return [usual]
  const other = Array.from({ length: codeMax }, (_, position) => position + 1).find(
    (code) => code !== usual && !named.includes(code) && isFinal(code)
  )
  const all = [usual, ...named, ...(other === undefined ? [] : [other])]
  return [...new Set(all)].toSorted((left, right) => left - right)
}
