/**
 * What an API server remarks on the containers of a Pod template (AJ-112).
 */
import * as Option from "effect/Option"
import * as Repetition from "../../data/Repetition.ts"
import type { Container, ContainerPort } from "./ContainerSchema.ts"
import type { EnvVar } from "./EnvironmentSchema.ts"
import type { PodSpec } from "./PodSpecSchema.ts"
import * as Quantity from "./Quantity.ts"

type Warnings = ReadonlyArray<string>

const whole = 1000000000n

const fraction = (path: string, written: string | number | undefined): Warnings =>
  Option.match(Option.flatMap(Option.fromUndefinedOr(written), Quantity.parse), {
    onNone: () => [],
    onSome: (amount) =>
      amount.billionths % whole === 0n
        ? []
        : [`${path}: fractional byte value "${Quantity.format(amount)}" is invalid, must be an integer`]
  })

const bytes = (path: string, { resources = {} }: Container): Warnings =>
  ["memory", "ephemeral-storage"].flatMap((name) => [
    ...fraction(`${path}.resources.limits[${name}]`, resources.limits?.[name]),
    ...fraction(`${path}.resources.requests[${name}]`, resources.requests?.[name])
  ])

/** The new value may be made of the old one. */
const refersToItself = ({ name = "", value = "", valueFrom }: EnvVar): boolean => {
  const reference = `$(${name})`
  return valueFrom === undefined && value !== reference && value.includes(reference)
}

const variables = (path: string, { env = [] }: Container): Warnings => {
  const again = Repetition.of(env.map(({ name = "" }) => name))
  return env.flatMap((entry, position) =>
    again[position] === true && !refersToItself(entry)
      ? [
          `${path}.env[${position}]: hides previous definition of ${JSON.stringify(entry.name ?? "")}, which may be ` +
            "dropped when using apply"
        ]
      : []
  )
}

/** A port with all that is as good as said of it. */
interface Port {
  readonly path: string
  readonly number: string
  readonly hostIP: string
  readonly hostPort: number
}

const portOf = (
  path: string,
  { containerPort = 0, protocol = "", hostIP = "", hostPort = 0 }: ContainerPort
) => ({
  path,
  number: `${containerPort}/${protocol === "" ? "TCP" : protocol}`,
  hostIP,
  hostPort
})

/** How a port goes with one that stands before it. */
const clash = (port: Port, other: Port): string | undefined => {
  if (port.number !== other.number) return undefined
  const isOnOneHostPort = port.hostPort === other.hostPort
  if (isOnOneHostPort && port.hostIP === other.hostIP) return "duplicate port definition with"
  if (port.hostPort === 0 || other.hostPort === 0) return "overlapping port definition with"
  return isOnOneHostPort && (port.hostIP === "") !== (other.hostIP === "")
    ? "dangerously ambiguous port definition with"
    : undefined
}

const ports = (all: ReadonlyArray<Port>): Warnings =>
  all.flatMap((one, position) =>
    all.slice(0, position).flatMap((other) => {
      const how = clash(one, other)
      return how === undefined ? [] : [`${one.path}: ${how} ${other.path}`]
    })
  )

/** Init containers come first, here as in their Pod. */
export const of = (path: string, { initContainers = [], containers = [] }: PodSpec): Warnings => {
  const all = [
    ...initContainers.map((item, position) => ({ item, at: `${path}.initContainers[${position}]` })),
    ...containers.map((item, position) => ({ item, at: `${path}.containers[${position}]` }))
  ]
  const open = all.flatMap(({ item, at }) =>
    (item.ports ?? []).map((port, position) => portOf(`${at}.ports[${position}]`, port))
  )
  return [...all.flatMap(({ item, at }) => [...bytes(at, item), ...variables(at, item)]), ...ports(open)]
}
