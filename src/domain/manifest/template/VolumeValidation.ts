/**
 * Validation of volumes, in the API's order and words (AJ-79). Of the sources that only some clusters have, the form
 * is checked and nothing else.
 */
import * as Option from "effect/Option"
import * as Repetition from "../../data/Repetition.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import * as PathCheck from "./PathCheck.ts"
import * as ProjectedVolumeValidation from "./ProjectedVolumeValidation.ts"
import * as Quantity from "./Quantity.ts"
import * as VolumeItemValidation from "./VolumeItemValidation.ts"
import type { Volume } from "./VolumeSchema.ts"

type Errors = FieldCheck.Errors
type Kind = Exclude<keyof Volume, "name">
type Source<K extends Kind> = NonNullable<Volume[K]>

const { none } = FieldCheck

/** In the order in which the API looks at them; some are reported by another name than their own. */
const kinds: ReadonlyArray<readonly [kind: Kind, reported?: string]> = [
  ["emptyDir"],
  ["hostPath"],
  ["gitRepo"],
  ["gcePersistentDisk"],
  ["awsElasticBlockStore"],
  ["secret"],
  ["nfs"],
  ["iscsi"],
  ["glusterfs"],
  ["flocker"],
  ["persistentVolumeClaim"],
  ["rbd"],
  ["cinder"],
  ["cephfs", "cephFS"],
  ["quobyte"],
  ["downwardAPI", "downwarAPI"],
  ["fc"],
  ["flexVolume"],
  ["configMap"],
  ["azureFile"],
  ["vsphereVolume"],
  ["photonPersistentDisk"],
  ["portworxVolume"],
  ["azureDisk"],
  ["storageos"],
  ["projected"],
  ["scaleIO"],
  ["csi"],
  ["ephemeral"],
  ["image"]
]

const hostPathTypes = [
  "",
  "BlockDevice",
  "CharDevice",
  "Directory",
  "DirectoryOrCreate",
  "File",
  "FileOrCreate",
  "Socket"
]

const hostPath = (path: string, { path: of = "", type }: Source<"hostPath">): Errors =>
  of === ""
    ? [FieldError.required(`${path}.path`)]
    : [...PathCheck.noBacksteps(`${path}.path`, of), ...FieldCheck.oneOf(`${path}.type`, type, hostPathTypes)]

const emptyDir = (path: string, { sizeLimit }: Source<"emptyDir">): Errors => {
  const limit = Option.flatMap(Option.fromUndefinedOr(sizeLimit), Quantity.parse)
  return Option.exists(limit, ({ billionths }) => billionths < 0n)
    ? [FieldError.forbidden(`${path}.sizeLimit`, "SizeLimit field must be a valid resource quantity")]
    : none
}

const nfs = (path: string, { server, path: of = "" }: Source<"nfs">): Errors => [
  ...FieldCheck.required(`${path}.server`, server),
  ...FieldCheck.required(`${path}.path`, of),
  ...(of.startsWith("/") ? none : [FieldError.invalid(`${path}.path`, of, "must be an absolute path")])
]

type Checks = { readonly [K in Kind]?: (path: string, source: Source<K>) => Errors }

const checks: Checks = {
  emptyDir,
  hostPath,
  nfs,
  secret: (path, source) => [
    ...FieldCheck.required(`${path}.secretName`, source.secretName),
    ...VolumeItemValidation.mode(`${path}.defaultMode`, source.defaultMode),
    ...VolumeItemValidation.items(`${path}.items`, source.items)
  ],
  configMap: (path, source) => [
    ...FieldCheck.required(`${path}.name`, source.name),
    ...VolumeItemValidation.mode(`${path}.defaultMode`, source.defaultMode),
    ...VolumeItemValidation.items(`${path}.items`, source.items)
  ],
  persistentVolumeClaim: (path, { claimName }) => FieldCheck.required(`${path}.claimName`, claimName),
  downwardAPI: (path, source) => [
    ...VolumeItemValidation.mode(`${path}.defaultMode`, source.defaultMode),
    ...(source.items ?? []).flatMap((one) => VolumeItemValidation.file(path, one))
  ],
  projected: ProjectedVolumeValidation.errors
}

const source = (path: string, kind: Kind, of: Volume): Errors => {
  // The table pairs each kind with the check for that kind; the compiler cannot follow the pairing through a lookup.
  const check = checks[kind] as ((path: string, source: Volume[Kind]) => Errors) | undefined
  return check?.(`${path}.${kind}`, of[kind]) ?? none
}

/** Every source after the first one is one too many. */
const sources = (path: string, of: Volume): Errors =>
  kinds
    .filter(([kind]) => of[kind] !== undefined)
    .flatMap(([kind, reported = kind], position) =>
      position === 0
        ? source(path, kind, of)
        : [FieldError.forbidden(`${path}.${reported}`, "may not specify more than 1 volume type")]
    )

export interface Judged {
  readonly errors: Errors
  /** Those that may be mounted: a volume that is not good is not there. */
  readonly volumes: ReadonlyArray<Volume>
}

export const judge = (path: string, all: ReadonlyArray<Volume> = []): Judged => {
  if (all.length === 0) return { errors: none, volumes: all }
  const repeated = Repetition.of(all.map(({ name = "" }) => name))
  const judged = all.map((of, position) => {
    const at = `${path}[${position}]`
    const { name = "" } = of
    return [
      ...sources(at, of),
      ...FieldCheck.requiredAnd(`${at}.name`, name, FieldCheck.label),
      ...(repeated[position] === true && name !== "" ? [FieldError.duplicate(`${at}.name`, name)] : none)
    ]
  })
  return { errors: judged.flat(), volumes: all.filter((_, position) => judged[position]?.length === 0) }
}
