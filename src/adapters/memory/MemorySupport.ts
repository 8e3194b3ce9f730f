/**
 * What containers in memory make of a manifest's fields: a script says how they run and end, nothing is started, and
 * what a container would be started with is carried and shown.
 */
import { type Declaration, each, honoured, withoutEffect } from "../../domain/manifest/FieldSupport.ts"

const pod = "spec.template.spec"
const container = `${pod}.containers[*]`

const scripted = withoutEffect("nothing is started: the script says how containers run and end")

export const declaration: Declaration = [
  ["spec.template.metadata", honoured],
  ...each(pod, ["restartPolicy", "terminationGracePeriodSeconds"], honoured),
  [`${pod}.volumes`, scripted],
  [`${container}.name`, honoured],
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
