/**
 * Validation of volumes that bring several sources together in one directory (AJ-79).
 */
import * as Repetition from "../../data/Repetition.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import * as PathCheck from "./PathCheck.ts"
import * as VolumeItemValidation from "./VolumeItemValidation.ts"
import type { ProjectedVolumeSource } from "./VolumeSchema.ts"

type Errors = FieldCheck.Errors
type Projection = NonNullable<ProjectedVolumeSource["sources"]>[number]

const { none } = FieldCheck

/** A path that something is written to, and what is reported where it was taken. */
interface Claim {
  readonly path: string
  readonly reported: string
}

interface Judged {
  readonly errors: Errors
  readonly claims: ReadonlyArray<Claim>
}

const nothing: Judged = { errors: none, claims: [] }

const ofObject = (path: string, of: Projection["secret"] | Projection["configMap"]): Judged =>
  of === undefined
    ? nothing
    : {
        errors: [
          ...FieldCheck.required(`${path}.name`, of.name),
          ...VolumeItemValidation.items(`${path}.items`, of.items)
        ],
        claims: (of.items ?? []).map(({ path: to = "" }) => ({ path: to, reported: of.name ?? "" }))
      }

const ofPod = (path: string, of: Projection["downwardAPI"]): Judged =>
  of === undefined
    ? nothing
    : {
        errors: (of.items ?? []).flatMap((file) => VolumeItemValidation.file(path, file)),
        claims: (of.items ?? []).map(({ path: to = "" }) => ({ path: to, reported: to }))
      }

const lifetimeMin = 600
const lifetimeMax = 2 ** 32

/** `volume`: the path of the whole, where the file's own path is reported. */
const ofToken = (path: string, volume: string, of: Projection["serviceAccountToken"]): Errors => {
  if (of === undefined) return none
  const seconds = of.expirationSeconds ?? 3600
  const at = `${path}.expirationSeconds`
  return [
    ...(seconds < lifetimeMin
      ? [FieldError.invalid(at, seconds, "may not specify a duration less than 10 minutes")]
      : none),
    ...(seconds > lifetimeMax
      ? [FieldError.invalid(at, seconds, "may not specify a duration larger than 2^32 seconds")]
      : none),
    ...FieldCheck.requiredAnd(`${volume}.path`, of.path, PathCheck.notReserved)
  ]
}

const projection = (volume: string, path: string, of: Projection): Judged => {
  const parts = [
    ofObject(`${path}.secret`, of.secret),
    ofObject(`${path}.configMap`, of.configMap),
    ofPod(`${path}.downwardAPI`, of.downwardAPI),
    { errors: ofToken(`${path}.serviceAccountToken`, volume, of.serviceAccountToken), claims: [] }
  ]
  return {
    errors: [
      ...parts.flatMap(({ errors: some }) => some),
      ...(Object.keys(of).length > 1
        ? [FieldError.forbidden(path, "may not specify more than 1 volume type per source")]
        : none)
    ],
    claims: parts.flatMap(({ claims }) => claims)
  }
}

/** Only listed items are held against each other: what else an object holds is not known. */
const conflicts = (path: string, claims: ReadonlyArray<Claim>): Errors => {
  const named = claims.filter(({ path: to }) => to !== "")
  const repeated = Repetition.of(named.map(({ path: to }) => to))
  return named
    .filter((_, position) => repeated[position])
    .map(({ reported }) => FieldError.invalid(path, reported, "conflicting duplicate paths"))
}

export const errors = (path: string, { sources = [], defaultMode }: ProjectedVolumeSource): Errors => {
  const judged = sources.map((of, position) => projection(path, `${path}.sources[${position}]`, of))
  return [
    ...VolumeItemValidation.mode(`${path}.defaultMode`, defaultMode),
    ...judged.flatMap(({ errors: some }) => some),
    ...conflicts(
      path,
      judged.flatMap(({ claims }) => claims)
    )
  ]
}
