/**
 * `resourceFieldRef`: a variable that tells a container what it, or another of its Pod, may use (LC-65, AJ-77).
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import type { Container } from "../manifest/PodTemplateSchema.ts"
import type { EnvVarSource } from "../manifest/template/EnvironmentSchema.ts"
import * as Quantity from "../manifest/template/Quantity.ts"

/** Amounts by the names of resources, as the API writes them. */
export type Amounts = Readonly<Record<string, string | number>>

/** The containers of a Pod, which of them asks, and how much of everything its node can give. */
export interface Resources {
  readonly container: string
  readonly containers: ReadonlyArray<Container>
  readonly allocatable: Amounts
}

/** Where nothing is known. */
export const none: Resources = { container: "", containers: [], allocatable: {} }

type Reference = NonNullable<EnvVarSource["resourceFieldRef"]>

/** A limit that is missing is what the node can give; a request that is missing is the limit (AJ-70), or nothing. */
const written = (
  { resources: { limits = {}, requests = {} } = {} }: Container,
  kind: string,
  name: string,
  allocatable: Amounts
): string | number | undefined =>
  kind === "limits" ? (limits[name] ?? allocatable[name]) : (requests[name] ?? limits[name])

/** Rounded up to whole divisors; fails where the Pod has no such container. */
export const value = (
  { containerName = "", resource = "", divisor }: Reference,
  { container: own, containers, allocatable }: Resources
): Result.Result<string, string> => {
  const [kind = "", name = ""] = resource.split(/\.(.*)/)
  const named = containerName === "" ? own : containerName
  const container = containers.find((one) => one.name === named)
  if (container === undefined) return Result.fail(`container ${named} not found`)
  const amount = Quantity.parse(written(container, kind, name, allocatable) ?? 0)
  return Result.succeed(
    Option.match(Option.all([amount, Quantity.parse(divisor ?? 1)]), {
      onNone: () => "0",
      onSome: ([of, unit]) => String(Quantity.inUnitsOf(of, unit))
    })
  )
}
