/**
 * What containers in memory make of a manifest's fields: a script says how they run and end, nothing is started, and
 * what a container would be started with is carried and shown.
 */
import { type Declaration, each, honoured, withoutEffect } from "../../domain/manifest/FieldSupport.ts"

const pod = "spec.template.spec"
const scripted = withoutEffect("nothing is started")

const containers = (container: string): Declaration => [
  ...each(container, ["name", "restartPolicy", "restartPolicyRules"], honoured),
  ...each(
    container,
    [
      "image",
      "imagePullPolicy",
      "command",
      "args",
      "workingDir",
      "env",
      "envFrom",
      "ports",
      "resources",
      "volumeMounts",
      "terminationMessagePath",
      "terminationMessagePolicy"
    ],
    scripted
  )
]

export const declaration: Declaration = [
  ["spec.template.metadata", honoured],
  ...each(pod, ["restartPolicy", "terminationGracePeriodSeconds", "activeDeadlineSeconds"], honoured),
  [`${pod}.volumes`, scripted],
  ...containers(`${pod}.initContainers[*]`),
  ...containers(`${pod}.containers[*]`)
]
