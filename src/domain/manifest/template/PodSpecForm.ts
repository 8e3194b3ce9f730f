/**
 * A Pod's spec in the form the API gives it: with the defaults that are not kept in the log, because nothing is
 * decided by them (AJ-70 to AJ-72), and without what says nothing.
 */
import type * as PodTemplate from "../PodTemplateSchema.ts"
import * as ApiForm from "./ApiForm.ts"
import * as PodSpecSchema from "./PodSpecSchema.ts"
import type { ResourceRequirements } from "./ResourceSchema.ts"
import type { Volume } from "./VolumeSchema.ts"

export interface Container extends PodTemplate.Container {
  readonly resources: ResourceRequirements
}

export interface PodSpec extends PodTemplate.PodSpec {
  readonly initContainers?: ReadonlyArray<Container>
  readonly containers: ReadonlyArray<Container>
}

const name = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
const reference = new RegExp(
  `^(?:[A-Za-z0-9.-]+(?::\\d+)?/)?${name}(?:/${name})*(?::\\w[\\w.-]{0,127})?(?:@[A-Za-z][\\w+.-]*:[0-9a-fA-F]{32,})?$`
)

/** Always for the tag `latest`, which is also that of an image without tag and digest (AJ-71); what names no image has no tag. */
const pullPolicy = (image: string): string => {
  if (!reference.test(image)) return "IfNotPresent"
  const [name = "", digest] = image.split("@")
  const tag = name.slice(name.lastIndexOf("/") + 1).split(":")[1]
  if (tag === undefined) return digest === undefined ? "Always" : "IfNotPresent"
  return tag === "latest" ? "Always" : "IfNotPresent"
}

const filled = (text: string | undefined, filling: string): string =>
  text === undefined || text === "" ? filling : text

const container = (item: PodTemplate.Container): Container => ({
  ...item,
  resources: item.resources ?? {},
  imagePullPolicy: filled(item.imagePullPolicy, pullPolicy(item.image))
})

/** A volume without a source is an empty directory (AJ-72). */
const volume = (item: Volume): Volume => {
  if (Object.keys(item).length <= 1) return { ...item, emptyDir: {} }
  const { image } = item
  if (image === undefined) return item
  return {
    ...item,
    image: { ...image, pullPolicy: filled(image.pullPolicy, pullPolicy(image.reference ?? "")) }
  }
}

/** `serviceAccount` is the old name of `serviceAccountName`, and stands beside it. */
const account = ({ serviceAccountName, serviceAccount }: PodTemplate.PodSpec) => {
  const name = serviceAccountName ?? serviceAccount
  return name === undefined ? {} : { serviceAccountName: name, serviceAccount: name }
}

const form = ApiForm.of(PodSpecSchema.PodSpec)

export const of = (spec: PodTemplate.PodSpec): PodSpec =>
  // No member that is required is as good as nothing.
  form({
    ...spec,
    ...account(spec),
    volumes: (spec.volumes ?? []).map(volume),
    initContainers: (spec.initContainers ?? []).map(container),
    containers: spec.containers.map(container),
    securityContext: spec.securityContext ?? {}
  }) as PodSpec
