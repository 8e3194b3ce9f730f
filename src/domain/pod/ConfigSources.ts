/**
 * Variables from ConfigMaps and Secrets (LC-61, LC-63): all that one holds, or what stands under one of its keys.
 *
 * What is missing is an error, in the kubelet's words, unless it is optional; then it contributes nothing.
 */
import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import type * as Schema from "effect/Schema"
import type { EnvVar } from "../manifest/PodTemplateSchema.ts"

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

type Members = Readonly<Record<string, Schema.Json>>

const isMembers = (value: Schema.Json | undefined): value is Members => Predicate.isObject(value)

const membersOf = (members: Members | undefined, key: string): Members | undefined => {
  const value = members?.[key]
  return isMembers(value) ? value : undefined
}

const textOf = (members: Members, key: string): string => {
  const value = members[key]
  return typeof value === "string" ? value : ""
}

/** A reference, and what it is to. */
interface Reference {
  readonly kind: Kind
  readonly name: string
  readonly key: string
  readonly prefix: string
  readonly isOptional: boolean
}

/** `suffix` tells references to keys from those to wholes. */
const referenceOf = (members: Members | undefined, suffix: "Ref" | "KeyRef"): Reference | undefined => {
  const map = membersOf(members, `configMap${suffix}`)
  const to = map ?? membersOf(members, `secret${suffix}`)
  if (members === undefined || to === undefined) return undefined
  return {
    kind: map === undefined ? secret : configMap,
    name: textOf(to, "name"),
    key: textOf(to, "key"),
    prefix: textOf(members, "prefix"),
    isOptional: to["optional"] === true
  }
}

const entriesOf = (
  sources: ConfigSources,
  { kind, name, isOptional }: Reference
): Result.Result<Entries, Missing> => {
  const source = sources[kind.of].find((one) => one.name === name)
  if (source !== undefined) return Result.succeed(source.entries)
  return isOptional ? Result.succeed([]) : Result.fail(`${kind.word} "${name}" not found`)
}

/** An entry of `envFrom`: every key, behind the prefix, whether it is a valid name or not. */
export const all = (sources: ConfigSources, envFrom: Members): Result.Result<Entries, Missing> => {
  const reference = referenceOf(envFrom, "Ref")
  if (reference === undefined) return Result.succeed([])
  return Result.map(entriesOf(sources, reference), (entries) =>
    entries.map(({ name, value }) => ({ name: `${reference.prefix}${name}`, value }))
  )
}

/** The value of a variable that takes it from a key; nothing of others, and of what is optional and not there. */
export const one = (
  sources: ConfigSources,
  { valueFrom }: EnvVar,
  namespace: string
): Result.Result<string | undefined, Missing> => {
  const reference = referenceOf(valueFrom, "KeyRef")
  if (reference === undefined) return Result.succeed(undefined)
  const { kind, name, key, isOptional } = reference
  return Result.flatMap(entriesOf(sources, reference), (entries) => {
    const value = entries.find((entry) => entry.name === key)?.value
    return value !== undefined || isOptional
      ? Result.succeed(value)
      : Result.fail(`couldn't find key ${key} in ${kind.title} ${namespace}/${name}`)
  })
}
