/**
 * Validation of what a container asks for and may use (AJ-82).
 */
import * as Option from "effect/Option"
import * as Members from "../../data/Members.ts"
import * as FieldCheck from "../FieldCheck.ts"
import * as FieldError from "../FieldError.ts"
import * as QualifiedName from "../QualifiedName.ts"
import * as Quantity from "./Quantity.ts"
import type { ResourceRequirements } from "./ResourceSchema.ts"

type Errors = FieldCheck.Errors
type Amounts = NonNullable<ResourceRequirements["limits"]>

const { none } = FieldCheck

const isHugePage = (name: string): boolean => name.startsWith("hugepages-")

const isStandard = (name: string): boolean =>
  ["cpu", "memory", "ephemeral-storage"].includes(name) || isHugePage(name)

const isNative = (name: string): boolean => !name.includes("/") || name.includes("kubernetes.io/")

/** More may be asked for than there is. */
const isOvercommitted = (name: string): boolean => isNative(name) && !isHugePage(name)

const name = (path: string, text: string): Errors => {
  const faults = QualifiedName.faults(text)
  if (faults.length > 0) return faults.map((fault) => FieldError.invalid(path, text, fault))
  return text.includes("/") || isStandard(text)
    ? none
    : [FieldError.invalid(path, text, "must be a standard resource for containers")]
}

/** An amount that is none is refused by the Schema. */
const read = (written: string | number): Quantity.Quantity =>
  Option.getOrElse(Quantity.parse(written), () => ({ billionths: 0n, family: "decimal" as const }))

const whole = 1000000000n

const amount = (path: string, of: string, { billionths, family }: Quantity.Quantity): Errors => {
  const text = Quantity.format({ billionths, family })
  if (billionths < 0n) return [FieldError.invalid(path, text, "must be greater than or equal to 0")]
  return !isNative(of) && billionths % whole !== 0n
    ? [FieldError.invalid(path, text, "must be an integer")]
    : none
}

const amounts = (path: string, all: Amounts): Errors =>
  Members.sorted(all).flatMap(([of, written]) => [
    ...name(`${path}[${of}]`, of),
    ...amount(`${path}[${of}]`, of, read(written))
  ])

/** What is asked for beside what is allowed. */
const beside = (
  path: string,
  of: string,
  requested: string | number,
  allowed: string | number | undefined
) => {
  if (allowed === undefined)
    return isOvercommitted(of)
      ? none
      : [FieldError.required(`${path}.limits`, "Limit must be set for non overcommitable resources")]
  const [request, limit] = [read(requested), read(allowed)]
  const isMore = request.billionths > limit.billionths
  if (isOvercommitted(of) ? !isMore : request.billionths === limit.billionths) return none
  const must = isOvercommitted(of) ? "must be less than or equal to" : "must be equal to"
  const detail = `${must} ${of} limit of ${Quantity.format(limit)}`
  return [FieldError.invalid(`${path}.requests`, Quantity.format(request), detail)]
}

export const errors = (path: string, { limits = {}, requests = {} }: ResourceRequirements = {}): Errors => [
  ...amounts(`${path}.limits`, limits),
  ...Members.sorted(requests).flatMap(([of, written]) => [
    ...name(`${path}.requests[${of}]`, of),
    ...amount(`${path}.requests[${of}]`, of, read(written)),
    ...beside(path, of, written, limits[of])
  ])
]
