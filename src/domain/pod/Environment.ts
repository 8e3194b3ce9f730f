/**
 * The environment of a container (LC-61, LC-66): its variables in order, each expanded against those before it.
 *
 * A variable whose source this version cannot read is left out; a runtime refuses the Job before that happens (`FieldSupport`).
 */
import type { Container, EnvVar } from "../manifest/PodTemplateSchema.ts"
import * as Expansion from "./Expansion.ts"
import * as FieldReference from "./FieldReference.ts"
import * as PodMetadata from "./PodMetadata.ts"

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

const valueOf = (
  entry: EnvVar,
  fields: FieldReference.Fields,
  known: Expansion.Lookup
): string | undefined => {
  if (entry.valueFrom === undefined) return Expansion.expand(entry.value ?? "", known)
  const path = FieldReference.pathOf(entry)
  return path === undefined ? undefined : FieldReference.value(path, fields)
}

const isShadowed = (later: Variables, name: string): boolean =>
  later.some((variable) => variable.name === name)

/**
 * The variables of a container, each name once. `services`: those of the Services a Pod is told of (LC-62), which
 * give way to the container's own.
 */
export const of = (
  env: ReadonlyArray<EnvVar>,
  fields: FieldReference.Fields,
  services: Variables = []
): Variables => {
  const own: Array<Variable> = []
  const known: Expansion.Lookup = (name) => lookup(own)(name) ?? lookup(services)(name)
  for (const entry of env) {
    const value = valueOf(entry, fields, known)
    if (value !== undefined) own.push({ name: entry.name, value })
  }
  const last = own.filter(({ name }, position) => !isShadowed(own.slice(position + 1), name))
  return [...last, ...services.filter(({ name }) => !isShadowed(last, name))]
}
