/**
 * A Pod's spec as the API shows it: with the defaults that are not kept in the log, because nothing is decided by them
 * (AJ-70 to AJ-72).
 */
import * as Members from "../data/Members.ts"
import type * as PodTemplate from "../manifest/PodTemplateSchema.ts"
import * as ApiForm from "../manifest/template/ApiForm.ts"
import * as PodSpecSchema from "../manifest/template/PodSpecSchema.ts"
import type { ResourceRequirements } from "../manifest/template/ResourceSchema.ts"
import type { Volume } from "../manifest/template/VolumeSchema.ts"

/** Always for the tag `latest`, which is also that of an image without tag and digest (AJ-71). */
const pullPolicy = (image: string): string => {
  const [name = "", digest] = image.split("@")
  const tag = name.slice(name.lastIndexOf("/") + 1).split(":")[1]
  if (tag === undefined) return digest === undefined ? "Always" : "IfNotPresent"
  return tag === "latest" ? "Always" : "IfNotPresent"
}

export interface Container extends PodTemplate.Container {
  readonly resources: ResourceRequirements
}

const container = (item: PodTemplate.Container): Container => ({
  ...item,
  resources: item.resources ?? {},
  imagePullPolicy: item.imagePullPolicy ?? pullPolicy(item.image)
})

/** A volume without a source is an empty directory (AJ-72). */
const volume = (item: Volume): Volume => {
  if (Object.keys(item).length <= 1) return { ...item, emptyDir: {} }
  const { image } = item
  return image === undefined
    ? item
    : { ...item, image: { ...image, pullPolicy: image.pullPolicy ?? pullPolicy(image.reference ?? "") } }
}

/** What the spec of a Pod has beside that of its template, once it is placed. */
export interface Placed {
  readonly serviceAccountName?: string | undefined
  readonly nodeName?: string | undefined
  readonly hostname?: string | undefined
  readonly enableServiceLinks?: boolean | undefined
}

export interface PodSpec extends PodTemplate.PodSpec {
  readonly initContainers?: ReadonlyArray<Container>
  readonly containers: ReadonlyArray<Container>
}

const shown = ApiForm.of(PodSpecSchema.PodSpec)

/** `serviceAccount` is the old name of `serviceAccountName`, and is shown beside it. */
export const podSpec = (spec: PodTemplate.PodSpec, placed: Placed = {}): PodSpec => {
  const account = placed.serviceAccountName ?? spec.serviceAccountName ?? spec.serviceAccount
  // No member that is required is as good as nothing.
  return shown({
    ...spec,
    volumes: (spec.volumes ?? []).map(volume),
    initContainers: (spec.initContainers ?? []).map(container),
    containers: spec.containers.map(container),
    securityContext: spec.securityContext ?? {},
    ...Members.present({ ...placed, serviceAccountName: account, serviceAccount: account })
  }) as PodSpec
}
