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

const templateMetadata = "spec.template.metadata"
const pod = "spec.template.spec"
const noObjects = "there are no ConfigMaps and Secrets to read"
const noMessage = "not read: a container leaves no message"

const noMounts = "a process sees the files of this machine, nothing can be mounted"
const oneMachine = "every Pod runs on this machine, nothing is scheduled"
const ownUser = "a process runs as the user of jobledger"
const ownRights = withoutEffect("a process has the rights of its user")
const shared = withoutEffect("a process shares this machine with all others")

/** What asks for other rights than those of the user is refused; what forgoes some of them is told. */
const securityContext = (path: string): Declaration => [
  [path, ownRights],
  ...each(path, ["runAsUser", "runAsGroup"], refused(ownUser)),
  [`${path}.windowsOptions.runAsUserName`, refused(ownUser)]
]

const variables = (container: string): Declaration => [
  [`${container}.env`, honoured],
  [`${container}.env[*].valueFrom.configMapKeyRef`, refused("there are no ConfigMaps to read")],
  [`${container}.env[*].valueFrom.secretKeyRef`, refused("there are no Secrets to read")],
  [`${container}.env[*].valueFrom.fileKeyRef`, refused("there are no volumes to read")],
  [`${container}.envFrom[*]`, refused(noObjects)]
]

/** Probes and hooks are run by the keeper of the processes. */
const health = (container: string): Declaration => [
  ...each(container, ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle"], honoured),
  ...each(
    container,
    ["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => `${probe}.grpc`),
    refused("the keeper of the processes does not speak gRPC")
  ),
  ...each(
    container,
    ["postStart", "preStop"].map((hook) => `lifecycle.${hook}.tcpSocket`),
    refused("a connection does nothing, in a cluster neither")
  ),
  [`${container}.lifecycle.stopSignal`, refused("a container is ended by SIGTERM")]
]

const containers = (container: string): Declaration => [
  ...health(container),
  ...each(container, ["name", "restartPolicy", "restartPolicyRules"], honoured),
  [
    `${container}.image`,
    withoutEffect(
      "not pulled, whatever the imagePullPolicy: the command is run with the programs of this machine"
    )
  ],
  [`${container}.imagePullPolicy`, withoutEffect("no image is pulled")],
  [`${container}.command`, needed("no image is read that could say what to run")],
  ...each(container, ["args", "workingDir"], honoured),
  ...variables(container),
  [`${container}.ports`, honoured],
  [`${container}.resources`, withoutEffect("not enforced: the process takes what this machine gives")],
  [`${container}.resizePolicy`, withoutEffect("nothing is resized")],
  [`${container}.volumeMounts[*]`, refused(noMounts)],
  [`${container}.volumeDevices[*]`, refused(noMounts)],
  [`${container}.terminationMessagePath`, withoutEffect(noMessage)],
  [`${container}.terminationMessagePolicy`, withoutEffect(noMessage)],
  ...securityContext(`${container}.securityContext`),
  ...each(
    container,
    ["privileged", "procMount"].map((field) => `securityContext.${field}`),
    refused(ownUser)
  ),
  [`${container}.securityContext.capabilities.add`, refused(ownUser)],
  ...each(container, ["stdin", "stdinOnce", "tty"], withoutEffect("nobody attaches to a container"))
]

/** Where a Pod runs. */
const placing: Declaration = [
  [`${pod}.nodeName`, refused("the node is this machine")],
  [`${pod}.schedulingGates[*]`, refused("nobody would lift them")],
  ...each(
    pod,
    [
      "nodeSelector",
      "affinity",
      "schedulerName",
      "tolerations",
      "priorityClassName",
      "priority",
      "preemptionPolicy",
      "overhead",
      "topologySpreadConstraints",
      "schedulingGroup"
    ],
    withoutEffect(oneMachine)
  ),
  [`${pod}.runtimeClassName`, withoutEffect("a container is a plain process")],
  [`${pod}.os`, withoutEffect("the system is that of this machine")],
  [`${pod}.resources`, withoutEffect("not enforced: processes take what this machine gives")],
  [`${pod}.resourceClaims[*]`, refused("no devices are allocated")]
]

/** How a Pod is called and finds others. */
const names: Declaration = [
  ...each(pod, ["hostname", "hostnameOverride"], honoured),
  ...each(pod, ["subdomain", "setHostnameAsFQDN"], withoutEffect("Pods have no names in the DNS")),
  ...each(
    pod,
    ["dnsPolicy", "dnsConfig"],
    withoutEffect("names are looked up as everywhere on this machine")
  ),
  [`${pod}.hostAliases[*]`, refused("the hosts are those of this machine")],
  ...each(pod, ["hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers"], shared),
  [`${pod}.enableServiceLinks`, withoutEffect("there are no Services")],
  ...each(pod, ["serviceAccountName", "serviceAccount"], honoured),
  [`${pod}.automountServiceAccountToken`, withoutEffect("there is no token")],
  [`${pod}.imagePullSecrets`, withoutEffect("no image is pulled")]
]

/** Of the metadata of a template Pods get labels and annotations (JC-90). */
const metadata: Declaration = [
  ...each(templateMetadata, ["labels", "annotations"], honoured),
  ...each(
    templateMetadata,
    [
      "name",
      "generateName",
      "namespace",
      "selfLink",
      "uid",
      "resourceVersion",
      "generation",
      "deletionTimestamp",
      "deletionGracePeriodSeconds",
      "ownerReferences",
      "managedFields"
    ],
    withoutEffect("shown, and no Pod gets it")
  ),
  [`${templateMetadata}.creationTimestamp`, withoutEffect("the server's, dropped")]
]

export const declaration: Declaration = [
  ...metadata,
  ...each(
    pod,
    ["restartPolicy", "terminationGracePeriodSeconds", "activeDeadlineSeconds", "readinessGates"],
    honoured
  ),
  [`${pod}.volumes[*]`, refused("there are no volumes, a process sees the files of this machine")],
  ...securityContext(`${pod}.securityContext`),
  ...each(`${pod}.securityContext`, ["supplementalGroups[*]", "fsGroup", "sysctls[*]"], refused(ownUser)),
  ...placing,
  ...names,
  ...containers(`${pod}.initContainers[*]`),
  ...containers(`${pod}.containers[*]`)
]
