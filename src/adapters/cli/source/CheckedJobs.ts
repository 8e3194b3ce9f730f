/**
 * The Jobs to check: all of the manifests, with everything the API would refuse, each with its place. Objects of other
 * kinds beside them, such as the ConfigMap a Job reads, take no part, and are told. Of a scenario it is the manifest.
 */
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import * as Admission from "../../../domain/command/Admission.ts"
import type { JobCreated } from "../../../domain/event/Fact.ts"
import * as Warnings from "../../../domain/manifest/Warnings.ts"
import { type InvalidInput, invalidInput } from "../Failure.ts"
import type * as Input from "../Input.ts"
import type * as Document from "./Document.ts"
import * as Excerpt from "./Excerpt.ts"
import * as FieldErrors from "./FieldErrors.ts"
import * as FieldValidation from "./FieldValidation.ts"
import * as Location from "./Location.ts"
import * as ManifestFiles from "./ManifestFiles.ts"
import * as RunnableJob from "./RunnableJob.ts"

/** `notes`: what an API server would remark, and what takes no part. */
export interface CheckedJobs {
  readonly jobs: ReadonlyArray<JobCreated>
  readonly notes: ReadonlyArray<string>
}

interface Judged {
  readonly created: JobCreated
  readonly notes: ReadonlyArray<string>
}

const judge = (
  item: ManifestFiles.Item,
  mode: FieldValidation.Mode
): Result.Result<Judged, Document.Complaints> => {
  const { manifest, warnings } = FieldValidation.read(mode, item.value)
  const admitted = Admission.dryRun(manifest)
  const errors = [
    ...(Result.isFailure(admitted) ? admitted.failure.errors : []),
    ...RunnableJob.managedElsewhere(manifest)
  ]
  return errors.length > 0
    ? Result.fail(FieldErrors.complaints(item.document, item.within, errors))
    : Result.mapBoth(admitted, {
        onFailure: () => [],
        onSuccess: (created) => ({
          created,
          notes: FieldValidation.lines([...warnings, ...Warnings.ofCreation(created.metadata, created.spec)])
        })
      })
}

const kindOf = ({ value }: ManifestFiles.Item): string | undefined =>
  Predicate.hasProperty(value, "kind") && typeof value.kind === "string" ? value.kind : undefined

const isForeign = (item: ManifestFiles.Item): boolean => ![undefined, "Job"].includes(kindOf(item))

/** Instead of what its Pods do in the scenario they do in the check what is drawn. */
const isScenario = ({ value }: ManifestFiles.Item): boolean =>
  Predicate.hasProperty(value, "manifest") &&
  Predicate.isObject(value.manifest) &&
  !Predicate.hasProperty(value, "kind")

const manifestOf = (item: ManifestFiles.Item): ManifestFiles.Item =>
  isScenario(item) && Predicate.hasProperty(item.value, "manifest")
    ? { ...item, value: item.value.manifest, within: Location.below(item.within, "manifest") }
    : item

const foreignNote = (item: ManifestFiles.Item): string =>
  isScenario(item)
    ? `${item.document.name}: of the scenario its manifest alone takes part in the check`
    : `${item.document.name}: ${kindOf(item)} takes no part in the check`

export const load = (
  paths: ReadonlyArray<string>,
  mode: FieldValidation.Mode
): Effect.Effect<CheckedJobs, Input.InputFailure | InvalidInput> =>
  Effect.gen(function* () {
    const found = yield* ManifestFiles.read(paths)
    const items = found.map(manifestOf)
    const foreign = items.filter(isForeign)
    // Where there is no Job, what is there is complained about.
    const own = foreign.length === items.length ? items : items.filter((item) => !isForeign(item))
    const results = own.map((item) => {
      const complaints = ManifestFiles.misplaced(item)
      return complaints.length > 0 ? Result.fail(complaints) : judge(item, mode)
    })
    const complaints = results.flatMap((result) => (Result.isFailure(result) ? result.failure : []))
    if (complaints.length > 0) return yield* Effect.fail(invalidInput(complaints))
    const judged = results.flatMap((result) => (Result.isSuccess(result) ? [result.success] : []))
    const remarks = found
      .filter((item) => isScenario(item) || isForeign(item))
      .map((item) => Excerpt.printable(foreignNote(item)))
    return {
      jobs: judged.map(({ created }) => created),
      notes: [...new Set([...remarks, ...judged.flatMap(({ notes }) => notes)])]
    }
  })
