/**
 * Fields Kubernetes knows and this version does not decide yet.
 *
 * A manifest that uses one is refused by its name rather than run with other semantics than its author meant. Each
 * line goes away together with the rule file that decides it: a policy gets its place in `job/Sync.ts`.
 */

const metadata = [
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "finalizers",
  "generation",
  "managedFields",
  "ownerReferences",
  "resourceVersion",
  "selfLink",
  "uid"
].map((field) => `metadata.${field}`)

const template = ["name", "generateName", "namespace", "finalizers", "ownerReferences"].map(
  (field) => `spec.template.metadata.${field}`
)

const podSpec = [
  "affinity",
  "automountServiceAccountToken",
  "dnsConfig",
  "dnsPolicy",
  "enableServiceLinks",
  "ephemeralContainers",
  "hostAliases",
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "hostUsers",
  "hostname",
  "imagePullSecrets",
  "nodeName",
  "nodeSelector",
  "os",
  "overhead",
  "preemptionPolicy",
  "priority",
  "priorityClassName",
  "readinessGates",
  "resourceClaims",
  "resources",
  "runtimeClassName",
  "schedulerName",
  "schedulingGates",
  "securityContext",
  "serviceAccount",
  "serviceAccountName",
  "setHostnameAsFQDN",
  "shareProcessNamespace",
  "subdomain",
  "tolerations",
  "topologySpreadConstraints"
].map((field) => `spec.template.spec.${field}`)

const lists = ["containers", "initContainers"].map((list) => `spec.template.spec.${list}[*]`)

const container = [
  "lifecycle",
  "livenessProbe",
  "readinessProbe",
  "resizePolicy",
  "securityContext",
  "startupProbe",
  "stdin",
  "stdinOnce",
  "tty",
  "volumeDevices"
].flatMap((field) => lists.map((list) => `${list}.${field}`))

const variable = lists.map((list) => `${list}.env[*].valueFrom.fileKeyRef`)

/** Their paths, with `[*]` for every item of a list. */
export const all: ReadonlyArray<string> = [...metadata, ...template, ...podSpec, ...container, ...variable]

/** Whether a field path (with `[0]` for list positions) is known to Kubernetes and not decided yet. */
export const has = (path: string): boolean => all.includes(path.replace(/\[\d+\]/g, "[*]"))
