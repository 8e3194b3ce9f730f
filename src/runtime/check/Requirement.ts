/**
 * What somebody requires of a Job, such as `duration<=1h`, and whether its histories meet it.
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as GoDuration from "../simulation/GoDuration.ts"
import type { Summary } from "./Summary.ts"

/** Milliseconds, numbers, or shares between 0 and 1. */
type Kind = "duration" | "count" | "share"

interface Measure {
  readonly kind: Kind
  /** Nothing where a history came to no verdict, and no bound holds. */
  readonly of: (summary: Summary) => number | undefined
}

const duration = (of: (durations: NonNullable<Summary["durations"]>) => number): Measure => ({
  kind: "duration",
  of: ({ durations, withoutVerdict, cut }) =>
    durations === undefined || withoutVerdict + cut > 0 ? undefined : of(durations)
})

const measures = {
  duration: duration(({ longest }) => longest),
  p95: duration(({ p95 }) => p95),
  median: duration(({ median }) => median),
  completion: { kind: "share", of: ({ completion }) => completion.share },
  pods: { kind: "count", of: ({ podsCreated }) => podsCreated },
  alive: { kind: "count", of: ({ podsAlive }) => podsAlive },
  overlaps: { kind: "count", of: ({ overlaps }) => overlaps }
} satisfies Record<string, Measure>

export type Name = keyof typeof measures

// They are its own keys.
export const names = Object.keys(measures) as ReadonlyArray<Name>

const operators = {
  "<=": (value: number, bound: number) => value <= bound,
  ">=": (value: number, bound: number) => value >= bound,
  "<": (value: number, bound: number) => value < bound,
  ">": (value: number, bound: number) => value > bound
} as const

export interface Requirement {
  readonly text: string
  readonly name: Name
  readonly operator: keyof typeof operators
  readonly bound: number
}

const number = (text: string): number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN)

const shareOf = (text: string): number =>
  text.endsWith("%") ? number(text.slice(0, -1)) / 100 : number(text)

/** A share or a rate: `0.99` or `99%`. */
export const share = (text: string): Result.Result<number, string> => {
  const value = shareOf(text)
  return value >= 0 && value <= 1 ? Result.succeed(value) : Result.fail(`must be ${examples.share}`)
}

const boundOf = (kind: Kind, text: string): number => {
  if (kind === "duration") return Option.getOrElse(GoDuration.parse(text), () => Number.NaN)
  return kind === "share" ? shareOf(text) : number(text)
}

const examples: { readonly [K in Kind]: string } = {
  duration: "a duration such as 1h30m",
  count: "a number",
  share: "a share between 0 and 1, such as 0.99 or 99%"
}

/** Reads a requirement, or says why it is none. */
export const parse = (text: string): Result.Result<Requirement, string> => {
  const [, found = "", operator = "", value = ""] =
    /^\s*([a-z0-9]+)\s*(<=|>=|<|>)\s*(\S+)\s*$/.exec(text) ?? []
  const name = names.find((one) => one === found)
  if (operator === "") return Result.fail("a requirement is such as duration<=1h")
  if (name === undefined) return Result.fail(`${found} is none of ${names.join(", ")}`)
  const { kind } = measures[name]
  const bound = boundOf(kind, value)
  return Number.isNaN(bound)
    ? Result.fail(`${value} is not ${examples[kind]}`)
    : // The expression matches operators alone.
      Result.succeed({ text: text.trim(), name, operator: operator as Requirement["operator"], bound })
}

/** `actual`: absent where some history came to no verdict. */
export interface Judged {
  readonly requirement: Requirement
  readonly actual: number | undefined
  readonly isMet: boolean
}

export const judge = (requirement: Requirement, summary: Summary): Judged => {
  const { name, operator, bound } = requirement
  const actual = measures[name].of(summary)
  const isMet = actual !== undefined && operators[operator](actual, bound)
  return { requirement, actual, isMet }
}

export const kindOf = ({ name }: Requirement): Kind => measures[name].kind
