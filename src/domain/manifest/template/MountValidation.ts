/**
 * Validation of what a container mounts: volumes as directories, and as devices (AJ-80).
 */
import * as Repetition from "../../data/Repetition.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import type { Container, VolumeMount } from "./ContainerSchema.ts"
import * as PathCheck from "./PathCheck.ts"
import type { Volume } from "./VolumeSchema.ts"

type Errors = FieldCheck.Errors
type Device = NonNullable<Container["volumeDevices"]>[number]

const { none } = FieldCheck

const when = (isWrong: boolean, error: FieldError.FieldError): Errors => (isWrong ? [error] : none)

const propagations = ["Bidirectional", "HostToContainer", "None"]

/** Which mount it is, is not reported. */
const propagation = (path: string, { mountPropagation: of }: VolumeMount, isPrivileged: boolean): Errors => [
  ...FieldCheck.oneOf(path, of, propagations),
  ...when(
    of === "Bidirectional" && !isPrivileged,
    FieldError.forbidden(path, "Bidirectional mount propagation is available only to privileged containers")
  )
]

const readOnlyWords = ["Disabled", "Enabled", "IfPossible"]

const recursion = (path: string, mount: VolumeMount): Errors => {
  const { recursiveReadOnly: of, readOnly, mountPropagation = "None" } = mount
  if (of === undefined || !["Enabled", "IfPossible"].includes(of))
    return FieldCheck.oneOf(path, of, readOnlyWords)
  return [
    ...when(readOnly !== true, FieldError.forbidden(path, "may only be specified when readOnly is true")),
    ...when(
      mountPropagation !== "None",
      FieldError.forbidden(path, "may only be specified when mountPropagation is None or not specified")
    )
  ]
}

/** Paths inside of a volume are reported for the list as a whole. */
const subPaths = (list: string, path: string, { subPath = "", subPathExpr = "" }: VolumeMount): Errors => [
  ...PathCheck.descending(`${list}.subPath`, subPath),
  ...when(
    subPath !== "" && subPathExpr !== "",
    FieldError.invalid(`${path}.subPathExpr`, subPathExpr, "subPathExpr and subPath are mutually exclusive")
  ),
  ...PathCheck.descending(`${list}.subPathExpr`, subPathExpr)
]

/** What a mount may not share with the devices of its container. */
const overlap = (
  path: string,
  { name = "", mountPath = "" }: VolumeMount,
  devices: ReadonlyArray<Device>
) => [
  ...when(
    devices.some((device) => device.name === name),
    FieldError.invalid(`${path}.name`, name, "must not already exist in volumeDevices")
  ),
  ...when(
    devices.some(({ devicePath }) => devicePath === mountPath),
    FieldError.invalid(`${path}.mountPath`, mountPath, "must not already exist as a path in volumeDevices")
  )
]

const mount = (
  path: string,
  of: VolumeMount,
  volumes: ReadonlyArray<Volume>,
  isRepeated: boolean
): Errors => {
  const { name = "", mountPath = "" } = of
  return [
    ...FieldCheck.required(`${path}.name`, name),
    ...when(!volumes.some((volume) => volume.name === name), FieldError.notFound(`${path}.name`, name)),
    ...FieldCheck.required(`${path}.mountPath`, mountPath),
    ...when(isRepeated, FieldError.invalid(`${path}.mountPath`, mountPath, "must be unique"))
  ]
}

export const mounts = (path: string, container: Container, volumes: ReadonlyArray<Volume>): Errors => {
  const { volumeMounts = [], volumeDevices = [], securityContext } = container
  if (volumeMounts.length === 0) return none
  const repeated = Repetition.of(volumeMounts.map(({ mountPath = "" }) => mountPath))
  return volumeMounts.flatMap((of, position) => [
    ...mount(`${path}[${position}]`, of, volumes, repeated[position] === true),
    ...overlap(`${path}[${position}]`, of, volumeDevices),
    ...subPaths(path, `${path}[${position}]`, of),
    ...propagation(`${path}.mountPropagation`, of, securityContext?.privileged === true),
    ...recursion(`${path}.recursiveReadOnly`, of)
  ])
}

/** A device is a claim. */
const deviceVolume = (path: string, name: string, volumes: ReadonlyArray<Volume>): Errors => {
  const volume = volumes.find((one) => one.name === name)
  if (volume === undefined) return [FieldError.notFound(path, name)]
  return when(
    volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined,
    FieldError.invalid(
      path,
      name,
      "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"
    )
  )
}

const devicePath = (path: string, of: string, isRepeated: boolean): Errors => [
  ...FieldCheck.required(path, of),
  ...when(isRepeated, FieldError.invalid(path, of, "must be unique")),
  ...when(of.split("/").includes(".."), FieldError.invalid(path, of, "can not contain backsteps ('..')"))
]

export const devices = (path: string, container: Container, volumes: ReadonlyArray<Volume>): Errors => {
  const { volumeMounts = [], volumeDevices = [] } = container
  if (volumeDevices.length === 0) return none
  const names = Repetition.of(volumeDevices.map(({ name = "" }) => name))
  const paths = Repetition.of(volumeDevices.map(({ devicePath: of = "" }) => of))
  return volumeDevices.flatMap(({ name = "", devicePath: of = "" }, position) => {
    const at = `${path}[${position}]`
    return [
      ...FieldCheck.required(`${at}.name`, name),
      ...when(
        names[position] === true && name !== "",
        FieldError.invalid(`${at}.name`, name, "must be unique")
      ),
      ...deviceVolume(`${at}.name`, name, volumes),
      ...devicePath(`${at}.devicePath`, of, paths[position] === true),
      ...when(
        volumeMounts.some((one) => one.name === name),
        FieldError.invalid(`${at}.name`, name, "must not already exist in volumeMounts")
      ),
      ...when(
        volumeMounts.some(({ mountPath }) => mountPath === of),
        FieldError.invalid(`${at}.devicePath`, of, "must not already exist as a path in volumeMounts")
      )
    ]
  })
}
