/**
 * Amounts of resources, such as `500m`, `1.5Gi` or `1e3`: exact, in billionths, since the API rounds up what is finer.
 */
import * as Whole from "effect/BigInt"
import * as Option from "effect/Option"

type Family = "decimal" | "binary" | "exponent"

export interface Quantity {
  readonly billionths: bigint
  /** How it was written, and is shown. */
  readonly family: Family
}

const decimals = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
const binaries = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]

const one = 1000000000n
const form = /^([+-]?)(\d+\.?\d*|\.\d+)(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)$/

interface Scale {
  readonly family: Family
  /** Of a billionth: a factor, and what it is divided by. */
  readonly factor: bigint
  readonly divisor: bigint
}

const powerOfTen = (exponent: number): Pick<Scale, "factor" | "divisor"> =>
  exponent >= 0
    ? { factor: 10n ** BigInt(exponent), divisor: 1n }
    : { factor: 1n, divisor: 10n ** BigInt(-exponent) }

const exponentsMax = 1000

const scaleOf = (suffix: string): Option.Option<Scale> => {
  const decimal = decimals.indexOf(suffix)
  if (decimal >= 0) return Option.some({ family: "decimal", ...powerOfTen(decimal * 3) })
  const binary = binaries.indexOf(suffix)
  if (binary >= 0)
    return Option.some({ family: "binary", factor: one * 1024n ** BigInt(binary), divisor: 1n })
  const exponent = Number(suffix.slice(1))
  return Math.abs(exponent) > exponentsMax
    ? Option.none()
    : Option.some({ family: "exponent", ...powerOfTen(exponent + 9) })
}

/** Away from zero, as the API rounds. */
const roundedUp = (dividend: bigint, divisor: bigint): bigint =>
  Whole.divideUnsafe(dividend, divisor) + (dividend % divisor === 0n ? 0n : 1n)

export const parse = (written: string | number): Option.Option<Quantity> => {
  const [, sign, digits = "", suffix = ""] = form.exec(String(written)) ?? []
  if (sign === undefined) return Option.none()
  const [whole = "", fraction = ""] = digits.split(".")
  return Option.map(scaleOf(suffix), ({ family, factor, divisor }) => {
    const mantissa = BigInt(`0${whole}${fraction}`)
    const size = roundedUp(mantissa * factor, divisor * 10n ** BigInt(fraction.length))
    return { family, billionths: sign === "-" ? -size : size }
  })
}

/** How many units it takes, the last one perhaps in part (LC-65). A unit of nothing is one. */
export const inUnitsOf = ({ billionths }: Quantity, unit: Quantity): bigint =>
  roundedUp(billionths, unit.billionths === 0n ? one : unit.billionths)

/** Written in the largest unit that leaves no fraction. */
const inUnits = (amount: bigint, base: bigint, units: ReadonlyArray<string>): string => {
  const [unit = "", ...larger] = units
  return larger.length > 0 && amount % base === 0n
    ? inUnits(Whole.divideUnsafe(amount, base), base, larger)
    : `${amount}${unit}`
}

const exponents = decimals.map((_, position) => (position === 3 ? "" : `e${(position - 3) * 3}`))

/** As the API shows it. Less than 1024 is decimal, however it was written. */
export const format = ({ billionths, family }: Quantity): string => {
  if (billionths === 0n) return "0"
  const size = billionths < 0n ? -billionths : billionths
  const sign = billionths < 0n ? "-" : ""
  if (family === "binary" && size >= 1024n * one)
    return `${sign}${inUnits(roundedUp(size, one), 1024n, binaries)}`
  return `${sign}${inUnits(size, 1000n, family === "exponent" ? exponents : decimals)}`
}

/** As the API shows what was written; a text that is no amount stays what it is. */
export const canonical = (written: string | number): string =>
  Option.match(parse(written), { onNone: () => String(written), onSome: format })
