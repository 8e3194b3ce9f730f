/**
 * What containers that are plain processes make of a manifest's fields: there is no image, no mount and no limit, and
 * there are no ConfigMaps and Secrets to read.
 */
import {
  type Declaration,
  each,
  honoured,
  needed,
  refused,
  withoutEffect
} from "../../domain/manifest/FieldSupport.ts"

const pod = "spec.template.spec"
const noObjects = "there are no ConfigMaps and Secrets to read"
const noMessage = "not read: a container leaves no message"

const containers = (container: string): Declaration => [
  ...each(container, ["name", "restartPolicy", "restartPolicyRules"], honoured),
  [
    `${container}.image`,
    withoutEffect(
      "not pulled, whatever the imagePullPolicy: the command is run with the programs of this machine"
    )
  ],
  [`${container}.imagePullPolicy`, withoutEffect("no image is pulled")],
  [`${container}.command`, needed("no image is read that could say what to run")],
  ...each(container, ["args", "workingDir", "env"], honoured),
  [`${container}.env[*].valueFrom.configMapKeyRef`, refused("there are no ConfigMaps to read")],
  [`${container}.env[*].valueFrom.secretKeyRef`, refused("there are no Secrets to read")],
  [`${container}.env[*].valueFrom.resourceFieldRef`, refused("containers have no resources of their own")],
  [`${container}.envFrom[*]`, refused(noObjects)],
  [`${container}.ports`, honoured],
  [`${container}.resources`, withoutEffect("not enforced: the process takes what this machine gives")],
  [
    `${container}.volumeMounts[*]`,
    refused("a process sees the files of this machine, nothing can be mounted")
  ],
  [`${container}.terminationMessagePath`, withoutEffect(noMessage)],
  [`${container}.terminationMessagePolicy`, withoutEffect(noMessage)]
]

export const declaration: Declaration = [
  ["spec.template.metadata", honoured],
  ...each(pod, ["restartPolicy", "terminationGracePeriodSeconds", "activeDeadlineSeconds"], honoured),
  [`${pod}.volumes[*]`, refused("there are no volumes, a process sees the files of this machine")],
  ...containers(`${pod}.initContainers[*]`),
  ...containers(`${pod}.containers[*]`)
]
