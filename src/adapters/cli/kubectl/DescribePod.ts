/**
 * A Pod as `kubectl describe pod` shows it, without what nobody here decides: priority, quality of service.
 */
import * as FieldReference from "../../../domain/pod/FieldReference.ts"
import type { PodObject } from "../../../domain/projection/PodObject.ts"
import * as DescribeContainers from "./DescribeContainers.ts"
import * as DescribeVolumes from "./DescribeVolumes.ts"
import * as Description from "./Description.ts"
import * as EventRows from "./EventRows.ts"
import * as HumanDuration from "./HumanDuration.ts"
import * as Tabbed from "./Tabbed.ts"

type Lines = ReadonlyArray<Tabbed.Line>

const node = ({ spec: { nodeName }, status: { hostIP = "" } }: PodObject): string =>
  nodeName === undefined ? Description.none : `${nodeName}/${hostIP}`

const phase = ({ metadata, status }: PodObject, now: number): Lines => {
  const isOver = status.phase === "Succeeded" || status.phase === "Failed"
  if (metadata.deletionTimestamp === undefined || isOver) return [["Status:", status.phase]]
  return [
    ["Status:", `Terminating (lasts ${HumanDuration.since(metadata.deletionTimestamp, now)})`],
    ["Termination Grace Period:", `${metadata.deletionGracePeriodSeconds ?? 0}s`]
  ]
}

const identity = (pod: PodObject, now: number): Lines => {
  const { metadata, spec, status } = pod
  return [
    ["Name:", metadata.name],
    ["Namespace:", metadata.namespace],
    ...Description.unless("Service Account:", spec.serviceAccountName),
    ["Node:", node(pod)],
    ...(status.startTime === undefined ? [] : [["Start Time:", Description.time(status.startTime)]]),
    ...Description.labels("", "Labels", metadata.labels),
    ...Description.annotations("", metadata.annotations),
    ...phase(pod, now),
    ...Description.unless("Reason:", status.reason),
    ...Description.unless("Message:", status.message)
  ]
}

const network = ({ metadata, status: { podIP = "", podIPs = [] } }: PodObject): Lines => [
  ["IP:", podIP],
  ...(podIPs.length === 0
    ? [["IPs:", Description.none]]
    : [["IPs:"], ...podIPs.map(({ ip }) => ["  IP:", ip])]),
  ...(metadata.ownerReferences ?? []).map(({ kind, name }) => ["Controlled By:", `${kind}/${name}`])
]

const gates = ({ spec: { readinessGates: all = [] }, status }: PodObject): Lines => {
  const holds = (type: string) =>
    status.conditions?.find((one) => one.type === type)?.status ?? Description.none
  return all.length === 0
    ? []
    : [
        ["Readiness Gates:"],
        ["  Type", "Status"],
        ...all.map(({ conditionType = "" }) => [`  ${conditionType} `, `${holds(conditionType)} `])
      ]
}

const conditions = ({ status: { conditions: all = [] } }: PodObject): Lines =>
  all.length === 0
    ? []
    : [
        ["Conditions:"],
        ["  Type", "Status"],
        ...all.map(({ type, status: holds }) => [`  ${type} `, `${holds} `])
      ]

const fieldValue =
  ({ metadata, spec, status }: PodObject): DescribeContainers.FieldValue =>
  (path) =>
    FieldReference.value(path, {
      name: metadata.name,
      namespace: metadata.namespace,
      uid: metadata.uid,
      labels: metadata.labels ?? {},
      annotations: metadata.annotations ?? {},
      nodeName: spec.nodeName ?? "",
      serviceAccountName: spec.serviceAccountName ?? "",
      hostIPs: (status.hostIPs ?? []).map(({ ip }) => ip),
      podIPs: (status.podIPs ?? []).map(({ ip }) => ip)
    }) ?? ""

const containers = (pod: PodObject): Lines => {
  const { spec, status } = pod
  const values = fieldValue(pod)
  return [
    ...DescribeContainers.ofPod("Init Containers", spec.initContainers, status.initContainerStatuses, values),
    ...DescribeContainers.ofPod("Containers", spec.containers, status.containerStatuses, values)
  ]
}

/** The description, with the Events of the Pod. */
export const text = (pod: PodObject, events: ReadonlyArray<EventRows.Said>, now: number): string =>
  Tabbed.text([
    ...identity(pod, now),
    ...network(pod),
    ...containers(pod),
    ...gates(pod),
    ...conditions(pod),
    ...DescribeVolumes.ofPod(pod.spec),
    ["Node-Selectors:", Description.none],
    ["Tolerations:", Description.none],
    ...EventRows.described(events, now)
  ])
