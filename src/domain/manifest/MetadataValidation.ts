/**
 * Validation of a Job's metadata, in the API's order and words (AJ-65 to AJ-67, AJ-69).
 */
import * as FieldCheck from "./FieldCheck.ts"
import * as FieldError from "./FieldError.ts"
import type { OwnerReference, TemplateMetadata } from "./template/TemplateMetadataSchema.ts"

type Errors = FieldCheck.Errors

const { none } = FieldCheck

/** More follows behind a prefix, so it may end in a hyphen (AJ-66). */
const masked = (prefix: string): string =>
  prefix.length > 1 && prefix.endsWith("-") ? `${prefix.slice(0, -2)}a` : prefix

const generateName = (prefix: string | undefined): Errors =>
  FieldCheck.optionalAnd("metadata.generateName", prefix, (path, text) =>
    FieldCheck.subdomain(path, masked(text)).map((error) => ({ ...error, badValue: text }))
  )

const filled = (path: string, text: string | undefined): Errors =>
  text === undefined || text === "" ? [FieldError.invalid(path, text ?? "", "must not be empty")] : none

/** `v1` and `batch/v1` have a version, `batch/` has none. */
const apiVersion = (path: string, text: string): Errors =>
  text.split("/").at(-1) === "" ? [FieldError.invalid(path, text, "version must not be empty")] : none

const owner = (path: string, of: OwnerReference): Errors => [
  ...apiVersion(`${path}.apiVersion`, of.apiVersion ?? ""),
  ...filled(`${path}.kind`, of.kind),
  ...filled(`${path}.name`, of.name),
  ...filled(`${path}.uid`, of.uid),
  ...(of.apiVersion === "v1" && of.kind === "Event"
    ? [FieldError.invalid(path, of, "/v1, Kind=Event is disallowed from being an owner")]
    : none)
]

const ownerReferences = (path: string, all: ReadonlyArray<OwnerReference> = []): Errors => {
  const [first, ...others] = all
    .filter(({ controller }) => controller === true)
    .map(({ kind = "", name = "" }) => `${kind}/${name}`)
  return [
    ...all.flatMap((of, position) => owner(`${path}[${position}]`, of)),
    ...others.map((other) =>
      FieldError.invalid(
        path,
        all,
        `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${other}`
      )
    )
  ]
}

const standard = ["kubernetes", "orphan", "foregroundDeletion"]

/** Qualified names first, then whether they say whose they are. */
const finalizers = (path: string, all: ReadonlyArray<string> = []): Errors => [
  ...all.flatMap((one) => FieldCheck.qualifiedName(path, one)),
  ...(all.includes("orphan") && all.includes("foregroundDeletion")
    ? [FieldError.invalid(path, all, "finalizer orphan and foregroundDeletion cannot be both set")]
    : none),
  ...all.flatMap((one, position) =>
    one.includes("/") || standard.includes(one)
      ? none
      : [
          FieldError.invalid(
            `${path}[${position}]`,
            one,
            "name is neither a standard finalizer name nor is it fully qualified"
          )
        ]
  )
]

const named = (name = ""): Errors =>
  name === ""
    ? [FieldError.required("metadata.name", "name or generateName is required")]
    : FieldCheck.subdomain("metadata.name", name)

/** Of metadata as it was written, with the name and namespace it got. */
export const errors = (metadata: TemplateMetadata): Errors => [
  ...generateName(metadata.generateName),
  ...named(metadata.name),
  ...FieldCheck.requiredAnd("metadata.namespace", metadata.namespace, FieldCheck.label),
  ...FieldCheck.labels("metadata.labels", metadata.labels),
  ...FieldCheck.annotations("metadata.annotations", metadata.annotations),
  ...ownerReferences("metadata.ownerReferences", metadata.ownerReferences),
  ...finalizers("metadata.finalizers", metadata.finalizers)
]
