/**
 * Variables from ConfigMaps and Secrets (LC-61, LC-63): all that one holds, or what stands under one of its keys.
 *
 * What is missing is an error, in the kubelet's words, unless it is optional; then it contributes nothing.
 */
import * as Result from "effect/Result"
import type { EnvVar } from "../manifest/PodTemplateSchema.ts"
import type { EnvFromSource } from "../manifest/template/EnvironmentSchema.ts"

/** What stands under a key; as a variable, a name and its value. */
export interface Entry {
  readonly name: string
  readonly value: string
}

type Entries = ReadonlyArray<Entry>

/** A ConfigMap or a Secret: its texts, by their keys. Binary data is never a variable. */
export interface ConfigSource {
  readonly name: string
  readonly entries: Entries
}

/** What there is in the namespace of a Pod. */
export interface ConfigSources {
  readonly configMaps: ReadonlyArray<ConfigSource>
  readonly secrets: ReadonlyArray<ConfigSource>
}

/** Where there is nothing to read. */
export const none: ConfigSources = { configMaps: [], secrets: [] }

/** Why a container cannot be configured. */
export type Missing = string

interface Kind {
  readonly word: string
  readonly title: string
  readonly of: keyof ConfigSources
}

const configMap: Kind = { word: "configmap", title: "ConfigMap", of: "configMaps" }
const secret: Kind = { word: "secret", title: "Secret", of: "secrets" }

/** A reference, as a manifest has it. */
interface Written {
  readonly name?: string | undefined
  readonly optional?: boolean | undefined
}

/** A reference, and to which kind of source it is. */
interface Reference<W extends Written> {
  readonly kind: Kind
  readonly to: W
}

const referenceOf = <W extends Written>(
  map: W | undefined,
  safe: W | undefined
): Reference<W> | undefined => {
  if (map !== undefined) return { kind: configMap, to: map }
  return safe === undefined ? undefined : { kind: secret, to: safe }
}

const entriesOf = (
  sources: ConfigSources,
  { kind, to: { name = "", optional } }: Reference<Written>
): Result.Result<Entries, Missing> => {
  const source = sources[kind.of].find((one) => one.name === name)
  if (source !== undefined) return Result.succeed(source.entries)
  return optional === true ? Result.succeed([]) : Result.fail(`${kind.word} "${name}" not found`)
}

/** An entry of `envFrom`: every key, behind the prefix, whether it is a valid name or not. */
export const all = (
  sources: ConfigSources,
  { prefix = "", configMapRef, secretRef }: EnvFromSource
): Result.Result<Entries, Missing> => {
  const reference = referenceOf(configMapRef, secretRef)
  if (reference === undefined) return Result.succeed([])
  return Result.map(entriesOf(sources, reference), (entries) =>
    entries.map(({ name, value }) => ({ name: `${prefix}${name}`, value }))
  )
}

/** The value of a variable that takes it from a key; nothing of others, and of what is optional and not there. */
export const one = (
  sources: ConfigSources,
  { valueFrom }: EnvVar,
  namespace: string
): Result.Result<string | undefined, Missing> => {
  const reference = referenceOf(valueFrom?.configMapKeyRef, valueFrom?.secretKeyRef)
  if (reference === undefined) return Result.succeed(undefined)
  const { kind, to } = reference
  return Result.flatMap(entriesOf(sources, reference), (entries) => {
    const value = entries.find(({ name }) => name === to.key)?.value
    return value !== undefined || to.optional === true
      ? Result.succeed(value)
      : Result.fail(`couldn't find key ${to.key} in ${kind.title} ${namespace}/${to.name}`)
  })
}
