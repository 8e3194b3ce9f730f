/**
 * `--field-selector`: objects by the values of some of their fields, as an API server selects them (AJ-143).
 */
import * as Result from "effect/Result"
import type { JobObject } from "../../../domain/projection/JobObject.ts"
import type { PodObject } from "../../../domain/projection/PodObject.ts"

/** `status.phase!=Running` in its parts. */
export interface Requirement {
  readonly field: string
  readonly isEqual: boolean
  readonly value: string
}

export type Requirements = ReadonlyArray<Requirement>

type Item = JobObject | PodObject

/** What a field of an object says; an object that does not say it says nothing. */
type Fields<O> = Readonly<Record<string, (object: O) => string | undefined>>

const ofJobs: Fields<JobObject> = {
  "metadata.name": ({ metadata }) => metadata.name,
  "metadata.namespace": ({ metadata }) => metadata.namespace,
  "status.successful": ({ status }) => String(status.succeeded ?? 0)
}

const ofPods: Fields<PodObject> = {
  "metadata.name": ({ metadata }) => metadata.name,
  "metadata.namespace": ({ metadata }) => metadata.namespace,
  "spec.nodeName": ({ spec }) => spec.nodeName,
  "spec.restartPolicy": ({ spec }) => spec.restartPolicy,
  "spec.schedulerName": ({ spec }) => spec.schedulerName,
  "spec.serviceAccountName": ({ spec }) => spec.serviceAccountName,
  "spec.hostNetwork": ({ spec }) => String(spec.hostNetwork ?? false),
  "status.phase": ({ status }) => status.phase,
  "status.podIP": ({ status }) => status.podIP,
  "status.nominatedNodeName": () => undefined
}

const form = /^([^=!]+)(!=|==?)([^=!]*)$/

/** Several with commas between; every one must hold. */
export const parse = (text: string, kind: "jobs" | "pods"): Result.Result<Requirements, string> => {
  const known: ReadonlyArray<string> = Object.keys(kind === "jobs" ? ofJobs : ofPods)
  const parts = text.split(",").filter((part) => part !== "")
  return Result.all(
    parts.map((part): Result.Result<Requirement, string> => {
      const [, field = "", operator, value = ""] = form.exec(part) ?? []
      if (operator === undefined)
        return Result.fail(`${part}: a selector is FIELD=VALUE or FIELD!=VALUE, several with commas between`)
      return known.includes(field)
        ? Result.succeed({ field, isEqual: operator !== "!=", value })
        : Result.fail(`${field}: field label not supported: there are ${known.join(", ")}`)
    })
  )
}

const valueOf = (item: Item, field: string): string =>
  (item.kind === "Job" ? ofJobs[field]?.(item) : ofPods[field]?.(item)) ?? ""

export const selects =
  (requirements: Requirements) =>
  (item: Item): boolean =>
    requirements.every(({ field, isEqual, value }) => (valueOf(item, field) === value) === isEqual)
