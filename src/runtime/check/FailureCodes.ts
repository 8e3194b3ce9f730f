/**
 * The exit codes that matter to the settings of a Job: those its rules name, one that they do not, and 1.
 */
import type { JobSpec } from "../../domain/manifest/JobSchema.ts"

const usual = 1
const codeMax = 255

const isFailure = (code: number): boolean => code >= 1 && code <= codeMax

/** Of the first container, which is the one that fails. */
export const of = ({ podFailurePolicy, template }: JobSpec): ReadonlyArray<number> => {
  const [first] = template.spec.containers
  const named = [
    ...(podFailurePolicy?.rules ?? []).flatMap(({ onExitCodes }) =>
      onExitCodes === undefined || (onExitCodes.containerName ?? first?.name) !== first?.name
        ? []
        : onExitCodes.values
    ),
    ...(first?.restartPolicyRules ?? []).flatMap(({ exitCodes }) => exitCodes?.values ?? [])
  ].filter(isFailure)
  if (named.length === 0) return [usual]
  const other = Array.from({ length: codeMax }, (_, position) => position + 1).find(
    (code) => code !== usual && !named.includes(code)
  )
  const all = [usual, ...named, ...(other === undefined ? [] : [other])]
  return [...new Set(all)].toSorted((left, right) => left - right)
}
