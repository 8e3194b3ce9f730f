/**
 * What a runtime that starts plain processes cannot do for a Job: it has no image, no mounts and no limits, and there
 * are no ConfigMaps and Secrets to read.
 *
 * A field without which the Job would not be what its author meant is refused by its path; one whose loss the work
 * survives is told. Playing a Job starts nothing and asks none of this: there these fields are carried.
 */
import * as Predicate from "effect/Predicate"
import * as FieldError from "./FieldError.ts"
import type { JobSpec } from "./JobSchema.ts"
import type { Container, EnvVar } from "./PodTemplateSchema.ts"

type Errors = ReadonlyArray<FieldError.FieldError>

/** A field that will have no effect, and what that means. */
export interface Remark {
  readonly path: string
  readonly text: string
}

type Remarks = ReadonlyArray<Remark>

const podPath = "spec.template.spec"

const refused = (path: string, detail: string): FieldError.FieldError => ({
  ...FieldError.forbidden(path, detail),
  undecided: true
})

/** One refusal for each item of a list, or none. */
const each = (path: string, items: ReadonlyArray<unknown> | undefined, detail: string): Errors =>
  (items ?? []).map((_, position) => refused(`${path}[${position}]`, detail))

const sources = [
  ["configMapKeyRef", "there are no ConfigMaps to read"],
  ["secretKeyRef", "there are no Secrets to read"],
  ["resourceFieldRef", "containers have no resources of their own"]
] as const

const variable = (path: string, { valueFrom }: EnvVar): Errors =>
  sources.flatMap(([source, detail]) =>
    valueFrom?.[source] === undefined ? [] : [refused(`${path}.valueFrom.${source}`, detail)]
  )

const container = (path: string, item: Container): Errors => [
  ...(item.command === undefined || item.command.length === 0
    ? [FieldError.required(`${path}.command`, "no image is read that could say what to run")]
    : []),
  ...each(`${path}.envFrom`, item.envFrom, "there are no ConfigMaps and Secrets to read"),
  ...(item.env ?? []).flatMap((entry, position) => variable(`${path}.env[${position}]`, entry)),
  ...each(
    `${path}.volumeMounts`,
    item.volumeMounts,
    "a process sees the files of this machine, nothing can be mounted"
  )
]

const containers = <A>(
  { template }: JobSpec,
  of: (path: string, item: Container) => ReadonlyArray<A>
): ReadonlyArray<A> =>
  (["initContainers", "containers"] as const).flatMap((list) =>
    (template.spec[list] ?? []).flatMap((item, position) => of(`${podPath}.${list}[${position}]`, item))
  )

/** Every field for which such a runtime must not start the Job. */
export const refusals = (spec: JobSpec): Errors => [
  ...each(
    `${podPath}.volumes`,
    spec.template.spec.volumes,
    "there are no volumes, a process sees the files of this machine"
  ),
  ...containers(spec, container)
]

const isSet = (value: unknown): boolean =>
  value !== undefined && !(Predicate.isObject(value) && Object.keys(value).length === 0)

const told = ["resources", "terminationMessagePath", "terminationMessagePolicy"] as const

const meanings: { readonly [F in (typeof told)[number]]: string } = {
  resources: "not enforced: the process takes what this machine gives",
  terminationMessagePath: "not read: a container leaves no message",
  terminationMessagePolicy: "not read: a container leaves no message"
}

const withoutEffect = (path: string, item: Container): Remarks =>
  told.flatMap((field) => (isSet(item[field]) ? [{ path: `${path}.${field}`, text: meanings[field] }] : []))

const images: Remark = {
  path: `${podPath}.containers[*].image`,
  text: "not pulled, whatever the imagePullPolicy: the command is run with the programs of this machine"
}

/** Every field that has no effect; images are told once. `ports` inform, here as in a cluster, and are not told. */
export const remarks = (spec: JobSpec): Remarks =>
  spec.template.spec.containers.length === 0 ? [] : [images, ...containers(spec, withoutEffect)]
