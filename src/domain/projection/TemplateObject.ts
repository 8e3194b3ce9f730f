/**
 * A Pod's spec as the API shows it: with the defaults that are not kept in the log, because nothing is decided by them
 * (AJ-70 to AJ-72).
 */
import * as Predicate from "effect/Predicate"
import type * as Schema from "effect/Schema"
import * as Members from "../data/Members.ts"
import type * as PodTemplate from "../manifest/PodTemplateSchema.ts"

type Carried = NonNullable<PodTemplate.Container["resources"]>

const isObject = (value: Schema.Json | undefined): value is Carried => Predicate.isObject(value)

/** Always for the tag `latest`, which is also that of an image without tag and digest (AJ-71). */
const imagePullPolicy = (image: string): string => {
  const [name = "", digest] = image.split("@")
  const tag = name.slice(name.lastIndexOf("/") + 1).split(":")[1]
  if (tag === undefined) return digest === undefined ? "Always" : "IfNotPresent"
  return tag === "latest" ? "Always" : "IfNotPresent"
}

const variable = ({ name, value, valueFrom }: PodTemplate.EnvVar) => {
  const fieldRef = valueFrom?.["fieldRef"]
  const from = isObject(fieldRef) ? { ...valueFrom, fieldRef: { apiVersion: "v1", ...fieldRef } } : valueFrom
  return Members.present({ name, value: value === "" ? undefined : value, valueFrom: from })
}

const port = (item: Carried): Carried => ({ ...item, protocol: item["protocol"] ?? "TCP" })

const moded = ["secret", "configMap", "downwardAPI", "projected"] as const
const defaultMode = 0o644

/** A volume without a source is an empty directory (AJ-72). */
const volume = (item: Carried): Carried => {
  if (Object.keys(item).length <= 1) return { ...item, emptyDir: {} }
  const kind = moded.find((one) => isObject(item[one]))
  const source = kind === undefined ? item["hostPath"] : item[kind]
  if (!isObject(source)) return item
  return kind === undefined
    ? { ...item, hostPath: { type: "", ...source } }
    : { ...item, [kind]: { defaultMode, ...source } }
}

/** An empty list is as good as none (AJ-86). */
const listed = <A>(items: ReadonlyArray<A> | undefined): ReadonlyArray<A> | undefined =>
  items === undefined || items.length === 0 ? undefined : items

export const container = (item: PodTemplate.Container) =>
  Members.present({
    name: item.name,
    image: item.image,
    command: listed(item.command),
    args: listed(item.args),
    workingDir: item.workingDir,
    ports: listed(item.ports?.map(port)),
    envFrom: listed(item.envFrom),
    env: listed(item.env?.map(variable)),
    resources: item.resources ?? {},
    restartPolicy: item.restartPolicy,
    restartPolicyRules: listed(item.restartPolicyRules),
    volumeMounts: listed(item.volumeMounts),
    terminationMessagePath: item.terminationMessagePath ?? "/dev/termination-log",
    terminationMessagePolicy: item.terminationMessagePolicy ?? "File",
    imagePullPolicy: item.imagePullPolicy ?? imagePullPolicy(item.image)
  })
export type Container = ReturnType<typeof container>

/** What the spec of a Pod has beside that of its template, once it is placed. */
export interface Placed {
  readonly serviceAccountName?: string | undefined
  readonly nodeName?: string | undefined
  readonly hostname?: string | undefined
  readonly enableServiceLinks?: boolean | undefined
}

export const podSpec = (spec: PodTemplate.PodSpec, placed: Placed = {}) =>
  Members.present({
    volumes: listed(spec.volumes?.map(volume)),
    initContainers: listed(spec.initContainers?.map(container)),
    containers: spec.containers.map(container),
    restartPolicy: spec.restartPolicy,
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds,
    activeDeadlineSeconds: spec.activeDeadlineSeconds,
    dnsPolicy: "ClusterFirst",
    serviceAccountName: placed.serviceAccountName,
    serviceAccount: placed.serviceAccountName,
    nodeName: placed.nodeName,
    securityContext: {},
    hostname: placed.hostname,
    schedulerName: "default-scheduler",
    enableServiceLinks: placed.enableServiceLinks
  })
export type PodSpec = ReturnType<typeof podSpec>
