/**
 * Whether a container restarts in place after it ended (LC-2): by its own rules, its own policy, or its Pod's.
 */
import type { Container, PodSpec, RestartRule } from "../manifest/PodTemplateSchema.ts"

const fits = ({ exitCodes }: RestartRule, exitCode: number): boolean => {
  if (exitCodes === undefined) return false
  const isListed = exitCodes.values.includes(exitCode)
  return exitCodes.operator === "In" ? isListed : exitCodes.operator === "NotIn" && !isListed
}

type OfPod = Pick<PodSpec, "restartPolicy">

/**
 * A run that its probe ended is followed by another whatever it ended with, unless none ever is: its rules are not asked
 * (LC-2).
 */
export const restartsForProbe = (pod: OfPod, { restartPolicy }: Pick<Container, "restartPolicy">): boolean =>
  (restartPolicy ?? pod.restartPolicy) !== "Never"

/** Rules are read only where the container has a policy of its own. */
export const wouldRestart = (
  pod: OfPod,
  { restartPolicy: own, restartPolicyRules: rules }: Pick<Container, "restartPolicy" | "restartPolicyRules">,
  exitCode: number
): boolean => {
  if (own !== undefined && rules?.some((rule) => fits(rule, exitCode)) === true) return true
  const policy = own ?? pod.restartPolicy
  return policy === "Always" || (policy === "OnFailure" && exitCode !== 0)
}
