/**
 * The environment of a container (LC-61, LC-63, LC-66): its variables in order, each expanded against those before it.
 */
import * as Result from "effect/Result"
import type { Container, EnvVar } from "../manifest/PodTemplateSchema.ts"
import * as ConfigSources from "./ConfigSources.ts"
import * as Expansion from "./Expansion.ts"
import * as FieldReference from "./FieldReference.ts"
import * as PodMetadata from "./PodMetadata.ts"
import * as ResourceReference from "./ResourceReference.ts"

/** A variable as a process sees it. */
export interface Variable {
  readonly name: string
  readonly value: string
}

type Variables = ReadonlyArray<Variable>

const indexName = "JOB_COMPLETION_INDEX"

const indexVariable: EnvVar = {
  name: indexName,
  valueFrom: { fieldRef: { fieldPath: `metadata.labels['${PodMetadata.completionIndex}']` } }
}

/** The entries of a container of a Pod: those of Indexed Jobs are told their index, last, unless they define it. */
export const entries = (
  { env = [] }: Pick<Container, "env">,
  index: number | undefined
): ReadonlyArray<EnvVar> =>
  index === undefined || env.some(({ name }) => name === indexName) ? env : [...env, indexVariable]

/** The value of a variable; of several of one name the last one counts. */
export const lookup =
  (variables: Variables): Expansion.Lookup =>
  (name) =>
    variables.findLast((variable) => variable.name === name)?.value

/** What variables are made of beside themselves. `services`: those of the Services a Pod is told of (LC-62). */
export interface Circumstances {
  readonly fields: FieldReference.Fields
  readonly services?: Variables
  readonly sources?: ConfigSources.ConfigSources
  readonly resources?: ResourceReference.Resources
}

const valueOf = (
  entry: EnvVar,
  { fields, resources = ResourceReference.none, sources = ConfigSources.none }: Circumstances,
  known: Expansion.Lookup
): Result.Result<string | undefined, ConfigSources.Missing> => {
  if (entry.valueFrom === undefined) return Result.succeed(Expansion.expand(entry.value ?? "", known))
  const { resourceFieldRef } = entry.valueFrom
  if (resourceFieldRef !== undefined) return ResourceReference.value(resourceFieldRef, resources)
  const path = FieldReference.pathOf(entry)
  return path === undefined
    ? ConfigSources.one(sources, entry, fields.namespace)
    : Result.succeed(FieldReference.value(path, fields))
}

/** Everything from ConfigMaps and Secrets as wholes: they come first, and later ones win. */
const wholes = (
  envFrom: Container["envFrom"],
  { sources = ConfigSources.none }: Circumstances
): Result.Result<Variables, ConfigSources.Missing> =>
  Result.map(Result.all((envFrom ?? []).map((entry) => ConfigSources.all(sources, entry))), (held) =>
    held.flat()
  )

const isShadowed = (later: Variables, name: string): boolean =>
  later.some((variable) => variable.name === name)

/**
 * The variables of a container, each name once; fails where one cannot be had. Those of Services give way to the
 * container's own.
 */
export const of = (
  { env = [], envFrom }: Pick<Container, "env" | "envFrom">,
  circumstances: Circumstances
): Result.Result<Variables, ConfigSources.Missing> => {
  const { services = [] } = circumstances
  const first = wholes(envFrom, circumstances)
  if (Result.isFailure(first)) return first
  const own: Array<Variable> = [...first.success]
  const known: Expansion.Lookup = (name) => lookup(own)(name) ?? lookup(services)(name)
  for (const entry of env) {
    const value = valueOf(entry, circumstances, known)
    if (Result.isFailure(value)) return Result.fail(value.failure)
    if (value.success !== undefined) own.push({ name: entry.name, value: value.success })
  }
  const last = own.filter(({ name }, position) => !isShadowed(own.slice(position + 1), name))
  return Result.succeed([...last, ...services.filter(({ name }) => !isShadowed(last, name))])
}
