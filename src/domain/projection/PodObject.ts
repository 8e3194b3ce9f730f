/**
 * A Pod of a Job as the API shows it: `v1`, its members in the order in which the API writes them (JC-89 to JC-91,
 * LC-1 to LC-17, LC-50, LC-88).
 *
 * It is made of the Pod's history, which outlives the Pod itself. Its `resourceVersion` is that of its Job: they are
 * one stream.
 */
import * as Members from "../data/Members.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import * as Timestamp from "../data/Timestamp.ts"
import type { Job } from "../job/Job.ts"
import type { Container } from "../manifest/PodTemplateSchema.ts"
import * as PodSpecForm from "../manifest/template/PodSpecForm.ts"
import * as ContainerSpec from "../pod/ContainerSpec.ts"
import * as Environment from "../pod/Environment.ts"
import * as GracePeriod from "../pod/GracePeriod.ts"
import * as Hostname from "../pod/Hostname.ts"
import * as PodMetadata from "../pod/PodMetadata.ts"
import * as PodNames from "../pod/PodNames.ts"
import * as RestartPolicy from "../pod/RestartPolicy.ts"
import type { ContainerRecord } from "./ContainerHistory.ts"
import * as ContainerStatuses from "./ContainerStatuses.ts"
import type { ObjectMeta, OwnerReference } from "./ObjectMeta.ts"
import * as PodConditions from "./PodConditions.ts"
import type { PodRecord } from "./PodHistory.ts"

type Resources = NonNullable<Container["resources"]>

/** JC-89. */
const owner = ({ metadata }: Job): OwnerReference => ({
  apiVersion: "batch/v1",
  kind: "Job",
  name: metadata.name,
  uid: metadata.uid,
  controller: true,
  blockOwnerDeletion: true
})

/** A Pod that never got its place, or is over, has none (LC-50). */
const graceSeconds = (
  { spec }: Job,
  { scheduledAt, finishedAt, deletionRequestedAt = 0 }: PodRecord
): number => {
  if (scheduledAt === undefined || (finishedAt !== undefined && finishedAt <= deletionRequestedAt)) return 0
  return GracePeriod.seconds(spec.template)
}

const deletion = (job: Job, pod: PodRecord) => {
  if (pod.deletionRequestedAt === undefined) return {}
  const seconds = graceSeconds(job, pod)
  return {
    deletionTimestamp: Timestamp.format(Timestamp.after(pod.deletionRequestedAt, seconds)),
    deletionGracePeriodSeconds: seconds
  }
}

/** The Job has not let go of the Pod yet (LC-57). */
const isTracked = ({ podSet }: Job, { ordinal }: PodRecord): boolean =>
  OrdinalMap.get(podSet.pods, ordinal)?.tracked === true

/** An orphaned Pod has lost its owner (CL-43). */
const isOwned = ({ deletion: asked }: Job): boolean => asked?.isOrphaned !== true

const metadata = (job: Job, pod: PodRecord): ObjectMeta =>
  Members.present({
    name: pod.name,
    generateName: PodNames.generateName(job.metadata.name, pod.index),
    namespace: job.metadata.namespace,
    uid: pod.uid,
    resourceVersion: String(job.resourceVersion),
    generation: pod.deletionRequestedAt === undefined ? 1 : 2,
    creationTimestamp: Timestamp.format(pod.createdAt),
    ...deletion(job, pod),
    labels: PodMetadata.labels(job, pod.index),
    annotations: Members.unlessEmpty(PodMetadata.annotations(job.spec.template, pod)),
    ownerReferences: isOwned(job) ? [owner(job)] : undefined,
    finalizers: isTracked(job, pod) ? [PodMetadata.trackingFinalizer] : undefined
  })

/** What is not asked for is what is allowed (AJ-70). */
const withRequests = (resources: Resources): Resources => {
  const { limits, requests } = resources
  return limits === undefined ? resources : { ...resources, requests: { ...limits, ...requests } }
}

const inPod =
  ({ index }: PodRecord) =>
  (item: Container): Container => ({
    ...item,
    env: Environment.entries(item, index),
    resources: withRequests(item.resources ?? {})
  })

/** What a template leaves open, the Job and the place say. */
const spec = (
  { metadata: { name }, spec: { template } }: Job,
  pod: PodRecord,
  place: ContainerSpec.Place
) => {
  const { initContainers, containers } = template.spec
  const placed = Members.present({
    initContainers: initContainers?.map(inPod(pod)),
    serviceAccountName: ContainerSpec.serviceAccountName(template.spec),
    nodeName: pod.scheduledAt === undefined ? template.spec.nodeName : place.nodeName,
    hostname: Hostname.assigned(name, pod.index, template.spec),
    enableServiceLinks: template.spec.enableServiceLinks ?? true
  })
  return PodSpecForm.of({ ...template.spec, ...placed, containers: containers.map(inPod(pod)) })
}

const addresses = (ips: ReadonlyArray<string>) => ips.map((ip) => ({ ip }))

/** LC-11: the images of a Pod with init containers wait for these. */
const statusOf =
  (
    { metadata: { namespace }, spec: { template } }: Job,
    pod: PodRecord,
    list: "initContainers" | "containers"
  ) =>
  (container: ContainerRecord, position: number) =>
    ContainerStatuses.of(
      container,
      {
        image: template.spec[list]?.[position]?.image ?? "",
        isInit: list === "initContainers" && !container.isSidecar,
        beginning: pod.initContainers.length === 0 ? "ContainerCreating" : "PodInitializing"
      },
      { ...pod, namespace }
    )

/** LC-10: as in the manifest. */
const initContainerStatuses = (job: Job, pod: PodRecord) =>
  pod.initContainers.length === 0 ? undefined : pod.initContainers.map(statusOf(job, pod, "initContainers"))

/** LC-10: by name. */
const containerStatuses = (job: Job, pod: PodRecord) =>
  pod.containers
    .map(statusOf(job, pod, "containers"))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))

/** LC-53. */
const message = ({ reason }: PodRecord): string | undefined =>
  reason === "DeadlineExceeded" ? "Pod was active on the node longer than the specified deadline" : undefined

const circumstances = ({ spec }: Job["spec"]["template"]): PodConditions.Circumstances => ({
  mayRestartAll: [...(spec.initContainers ?? []), ...spec.containers].some(RestartPolicy.mayRestartAll),
  readinessGates: spec.readinessGates ?? []
})

/** Most of it is known once the Pod has its place. */
const status = (job: Job, pod: PodRecord, { hostIPs, podIPs }: ContainerSpec.Place) => {
  const { scheduledAt } = pod
  const isPlaced = scheduledAt !== undefined
  return Members.present({
    phase: pod.phase,
    conditions: isPlaced ? PodConditions.of(pod, circumstances(job.spec.template)) : undefined,
    message: message(pod),
    reason: pod.reason,
    hostIP: isPlaced ? hostIPs[0] : undefined,
    hostIPs: isPlaced ? addresses(hostIPs) : undefined,
    podIP: isPlaced ? podIPs[0] : undefined,
    podIPs: isPlaced ? addresses(podIPs) : undefined,
    startTime: isPlaced ? Timestamp.format(scheduledAt) : undefined,
    initContainerStatuses: isPlaced ? initContainerStatuses(job, pod) : undefined,
    containerStatuses: isPlaced ? containerStatuses(job, pod) : undefined
  })
}

/** The Job with the template that the Pod was made from. */
const asOf = (job: Job, { template }: PodRecord): Job => ({ ...job, spec: { ...job.spec, template } })

/** The object of a Pod that is or was there, and where it runs or ran. */
export const of = (job: Job, pod: PodRecord, place: ContainerSpec.Place = ContainerSpec.here) => {
  const then = asOf(job, pod)
  return {
    kind: "Pod" as const,
    apiVersion: "v1",
    metadata: metadata(then, pod),
    spec: spec(then, pod, place),
    status: status(then, pod, place)
  }
}
export type PodObject = ReturnType<typeof of>
