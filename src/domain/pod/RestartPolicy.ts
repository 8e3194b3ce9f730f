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
type Own = Pick<Container, "restartPolicy" | "restartPolicyRules">

/**
 * A run that its probe ended is followed by another whatever it ended with, unless none ever is: its rules are not asked
 * (LC-2).
 */
export const restartsForProbe = (pod: OfPod, { restartPolicy }: Pick<Container, "restartPolicy">): boolean =>
  (restartPolicy ?? pod.restartPolicy) !== "Never"

/** The first rule that fits. Rules are read only where the container has a policy of its own. */
const ruleFor = ({ restartPolicy, restartPolicyRules }: Own, exitCode: number): RestartRule | undefined =>
  restartPolicy === undefined ? undefined : restartPolicyRules?.find((rule) => fits(rule, exitCode))

export const wouldRestart = (pod: OfPod, container: Own, exitCode: number): boolean => {
  if (ruleFor(container, exitCode) !== undefined) return true
  const policy = container.restartPolicy ?? pod.restartPolicy
  return policy === "Always" || (policy === "OnFailure" && exitCode !== 0)
}

/** After this end all containers of the Pod are to restart (LC-36). */
export const restartsAll = (container: Own, exitCode: number): boolean =>
  ruleFor(container, exitCode)?.action === "RestartAllContainers"

/** It has a rule by which all containers of its Pod may come to restart. */
export const mayRestartAll = ({ restartPolicyRules = [] }: Own): boolean =>
  restartPolicyRules.some(({ action }) => action === "RestartAllContainers")
