/**
 * What a runtime needs to start a container, computed from the Job, its Pod and where it runs (LC-60 to LC-67).
 *
 * It is computed anew for every run (LC-30) and holds nothing of the run itself, so asking twice gives the same.
 */
import * as Result from "effect/Result"
import type { Job } from "../job/Job.ts"
import type { EnvVar } from "../manifest/PodTemplateSchema.ts"
import type { PodSpec } from "../manifest/template/PodSpecSchema.ts"
import * as Environment from "./Environment.ts"
import * as Expansion from "./Expansion.ts"
import type { Fields } from "./FieldReference.ts"
import * as Health from "./Health.ts"
import * as Hostname from "./Hostname.ts"
import type { Pod } from "./Pod.ts"
import * as PodMetadata from "./PodMetadata.ts"
import * as PodNames from "./PodNames.ts"
import type { Amounts } from "./ResourceReference.ts"

/** `command` and `args` with their references expanded; absent where the image decides (LC-67). */
export interface ContainerSpec {
  readonly namespace: string
  readonly pod: string
  readonly hostname: string
  readonly image: string
  readonly command: ReadonlyArray<string> | undefined
  readonly args: ReadonlyArray<string> | undefined
  readonly workingDir: string | undefined
  readonly env: ReadonlyArray<Environment.Variable>
  /** Absent where nothing is asked for. */
  readonly health?: Health.Health
}

/** Where a Pod runs, as its runtime knows it: nobody else can tell a node's name and its addresses. */
export interface Place {
  readonly nodeName: string
  readonly hostIPs: ReadonlyArray<string>
  readonly podIPs: ReadonlyArray<string>
  /** What its node can give (LC-65). */
  readonly allocatable: Amounts
}

/** This machine, by the one name and the one address that are true of every machine. */
export const here: Place = {
  nodeName: "localhost",
  hostIPs: ["127.0.0.1"],
  podIPs: ["127.0.0.1"],
  allocatable: {}
}

/** A Pod without an account of its own has the default one of its namespace. */
export const serviceAccountName = ({
  serviceAccountName: name,
  serviceAccount
}: Pick<PodSpec, "serviceAccountName" | "serviceAccount">): string => name ?? serviceAccount ?? "default"

const fieldsOf = ({ metadata, spec }: Job, pod: Pod, place: Place): Fields => ({
  name: PodNames.name(metadata, pod.ordinal, pod.index),
  namespace: metadata.namespace,
  uid: PodNames.uid(metadata.uid, pod.ordinal),
  labels: PodMetadata.labels({ metadata, spec }, pod.index),
  annotations: PodMetadata.annotations(spec.template, pod),
  serviceAccountName: serviceAccountName(spec.template.spec),
  ...place
})

/** A probe is expanded by the variables as they are written; what comes from elsewhere is empty there. */
const asWritten = (entries: ReadonlyArray<EnvVar>): Expansion.Lookup =>
  Environment.lookup(entries.map(({ name, value = "" }) => ({ name, value })))

/**
 * Nothing where the template has no container of this name, or where a variable cannot be had: such a container does
 * not start (LC-63).
 */
export const of = (job: Job, pod: Pod, container: string, place: Place = here): ContainerSpec | undefined => {
  const { containers, initContainers = [] } = job.spec.template.spec
  const all = [...containers, ...initContainers]
  const template = all.find(({ name }) => name === container)
  if (template === undefined) return undefined
  const fields = fieldsOf(job, pod, place)
  const entries = { ...template, env: Environment.entries(template, pod.index) }
  const resolved = Environment.of(entries, {
    fields,
    resources: { container, containers: all, allocatable: place.allocatable }
  })
  if (Result.isFailure(resolved)) return undefined
  const env = resolved.success
  const lookup = Environment.lookup(env)
  const expanded = (texts: ReadonlyArray<string> | undefined) =>
    texts?.map((text) => Expansion.expand(text, lookup))
  const health = Health.of(template, { podIP: place.podIPs[0] ?? "", lookup: asWritten(entries.env) })
  return {
    namespace: fields.namespace,
    pod: fields.name,
    hostname: Hostname.of(job.metadata.name, pod.index, fields.name, job.spec.template.spec),
    image: template.image,
    command: expanded(template.command),
    args: expanded(template.args),
    workingDir: template.workingDir,
    env,
    ...(health === undefined ? {} : { health })
  }
}
