/**
 * What keeps a Job whose deletion was asked for (CL-10 to CL-13): as long as one finalizer is left the object stays, and
 * with the last one it goes.
 *
 * Two are the garbage collector's own, and say what becomes of the Pods; all others are somebody's who takes them off by
 * a patch.
 */
import * as Struct from "effect/Struct"
import type { JobMetadata, PropagationPolicy } from "../manifest/JobSchema.ts"

/** Those of the collector. */
export type OfCollector = "foregroundDeletion" | "orphan"

const ofCollector: ReadonlyArray<string> = [
  "foregroundDeletion",
  "orphan"
] satisfies ReadonlyArray<OfCollector>

const none: ReadonlyArray<string> = []

export const of = ({ finalizers = none }: JobMetadata): ReadonlyArray<string> => finalizers

export const has = (metadata: JobMetadata, finalizer: OfCollector): boolean =>
  of(metadata).includes(finalizer)

/** Of those who are not the collector. */
export const others = (metadata: JobMetadata): ReadonlyArray<string> =>
  of(metadata).filter((one) => !ofCollector.includes(one))

/** How a deletion that says nothing of the Pods goes on, where the object says it (CL-11). */
export const policyOf = (metadata: JobMetadata): PropagationPolicy | undefined => {
  if (has(metadata, "orphan")) return "Orphan"
  return has(metadata, "foregroundDeletion") ? "Foreground" : undefined
}

const asked: { readonly [P in PropagationPolicy]: ReadonlyArray<OfCollector> } = {
  Background: [],
  Foreground: ["foregroundDeletion"],
  Orphan: ["orphan"]
}

/** As a deletion leaves them: the collector's are set anew, others stay (CL-10). */
export const forDeletion = (metadata: JobMetadata, policy: PropagationPolicy): ReadonlyArray<string> => [
  ...others(metadata),
  ...asked[policy]
]

/** No list is as good as an empty one, and is what a Job without any has. */
export const set = (metadata: JobMetadata, finalizers: ReadonlyArray<string>): JobMetadata =>
  finalizers.length === 0 ? Struct.omit(metadata, ["finalizers"]) : { ...metadata, finalizers }

export const without = (metadata: JobMetadata, finalizer: OfCollector): JobMetadata =>
  set(
    metadata,
    of(metadata).filter((one) => one !== finalizer)
  )
