/**
 * What containers in memory make of a manifest's fields: a script says how they run and end, nothing is started, and
 * what a container would be started with is carried and shown.
 */
import {
  type Declaration,
  each,
  honoured,
  refused,
  withoutEffect
} from "../../domain/manifest/FieldSupport.ts"

const pod = "spec.template.spec"
const scripted = withoutEffect("nothing is started")

const sources = ["env[*].valueFrom.configMapKeyRef", "env[*].valueFrom.secretKeyRef", "envFrom[*]"]

const containers = (container: string): Declaration => [
  ...each(container, ["name", "restartPolicy", "restartPolicyRules"], honoured),
  ...each(
    container,
    ["livenessProbe", "readinessProbe", "startupProbe"],
    withoutEffect("nothing is started: a script says whether a container is well")
  ),
  ...each(
    container,
    ["livenessProbe.terminationGracePeriodSeconds", "startupProbe.terminationGracePeriodSeconds"],
    honoured
  ),
  ...each(
    container,
    [
      "image",
      "command",
      "args",
      "workingDir",
      "ports",
      "envFrom",
      "env",
      "resources",
      "resizePolicy",
      "volumeMounts",
      "volumeDevices",
      "terminationMessagePath",
      "terminationMessagePolicy",
      "imagePullPolicy",
      "securityContext",
      "lifecycle",
      "stdin",
      "stdinOnce",
      "tty"
    ],
    scripted
  ),
  ...each(container, sources, refused("there are no ConfigMaps and Secrets to read"))
]

/** What is said of a Pod beside its containers: where and with which rights it runs, and how it is called. */
const circumstances: Declaration = each(
  pod,
  [
    "volumes",
    "dnsPolicy",
    "nodeSelector",
    "serviceAccountName",
    "serviceAccount",
    "automountServiceAccountToken",
    "nodeName",
    "hostNetwork",
    "hostPID",
    "hostIPC",
    "shareProcessNamespace",
    "securityContext",
    "imagePullSecrets",
    "hostname",
    "subdomain",
    "affinity",
    "schedulerName",
    "tolerations",
    "hostAliases",
    "priorityClassName",
    "priority",
    "dnsConfig",
    "runtimeClassName",
    "enableServiceLinks",
    "preemptionPolicy",
    "overhead",
    "topologySpreadConstraints",
    "setHostnameAsFQDN",
    "os",
    "hostUsers",
    "schedulingGates",
    "resourceClaims",
    "resources",
    "hostnameOverride",
    "schedulingGroup"
  ],
  scripted
)

export const declaration: Declaration = [
  ...each("spec.template.metadata", ["labels", "annotations"], honoured),
  ...each(
    pod,
    ["restartPolicy", "terminationGracePeriodSeconds", "activeDeadlineSeconds", "readinessGates"],
    honoured
  ),
  ...circumstances,
  ...containers(`${pod}.initContainers[*]`),
  ...containers(`${pod}.containers[*]`)
]
