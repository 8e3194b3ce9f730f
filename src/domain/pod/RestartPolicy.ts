/**
 * Whether a container restarts in place after it ended (LC-2): by its own rules, its own policy, or its Pod's.
 */
import type { Container, PodSpec, RestartRule } from "../manifest/PodTemplateSchema.ts"

const fits = ({ exitCodes }: RestartRule, exitCode: number): boolean => {
  if (exitCodes === undefined) return false
  const isListed = exitCodes.values.includes(exitCode)
  return exitCodes.operator === "In" ? isListed : exitCodes.operator === "NotIn" && !isListed
}

/** Rules are read only where the container has a policy of its own. */
export const wouldRestart = (
  pod: Pick<PodSpec, "restartPolicy">,
  { restartPolicy: own, restartPolicyRules: rules }: Pick<Container, "restartPolicy" | "restartPolicyRules">,
  exitCode: number
): boolean => {
  if (own !== undefined && rules?.some((rule) => fits(rule, exitCode)) === true) return true
  const policy = own ?? pod.restartPolicy
  return policy === "Always" || (policy === "OnFailure" && exitCode !== 0)
}
