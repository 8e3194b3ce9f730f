/**
 * What follows from the settings of a Job, in sentences.
 */
import type * as Disruption from "../../../domain/check/Disruption.ts"
import type * as ExitCodes from "../../../domain/check/ExitCodes.ts"
import type * as Overlap from "../../../domain/check/Overlap.ts"
import type * as PodBounds from "../../../domain/check/PodBounds.ts"
import type * as Retries from "../../../domain/check/Retries.ts"
import type * as Settings from "../../../domain/check/Settings.ts"
import * as IntervalSet from "../../../domain/data/IntervalSet.ts"
import * as Timestamp from "../../../domain/data/Timestamp.ts"
import * as Defaults from "../../../domain/manifest/Defaults.ts"
import type { JobSpec } from "../../../domain/manifest/JobSchema.ts"
import * as Clock from "../../../runtime/story/Clock.ts"

/** A sentence, and what it is about. */
export type Row = readonly [subject: string, text: string]

const numerals = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ")

const suffix = (number: number): string => {
  const isTeen = number % 100 > 10 && number % 100 < 14
  return isTeen ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th")
}

/** `first`, `tenth`, `11th`. */
export const ordinal = (number: number): string => numerals[number - 1] ?? `${number}${suffix(number)}`

const shown = 6

const earliest = ({ earliestSeconds, allowed = Infinity }: Retries.Retries): string => {
  const first = earliestSeconds.slice(0, shown).map((seconds) => Clock.span(seconds * Timestamp.secondMillis))
  return `${first.join(", ")}${allowed > first.length ? " …" : ""} after the start`
}

const nouns: { readonly [T in Retries.Retries["of"]]: string } = {
  Pod: "retry",
  Index: "retry of an index",
  Container: "restart in place"
}

const allowedWords = ({ of, allowed }: Retries.Retries): string => {
  if (of === "Container") return `the ${ordinal(allowed ?? 1)} restart in place fails the Job`
  const whose = of === "Index" ? " of an index" : ""
  if (allowed === undefined) return `retries${whose} have no limit, where failures are ignored`
  if (allowed === 0) return `no retry${whose}: the first failure is the last`
  if (allowed === Defaults.unlimitedFailures) return `retries${whose} have no limit`
  return allowed === 1 ? `1 retry${whose} in a row` : `${allowed} retries${whose} in a row`
}

const retries = (found: Retries.Retries, { activeDeadlineSeconds }: JobSpec): string =>
  [
    allowedWords(found),
    ...(found.earliestSeconds.length === 0 ? [] : [`at the earliest ${earliest(found)}`]),
    ...(found.impossibleFrom === undefined
      ? []
      : [
          `with activeDeadlineSeconds ${activeDeadlineSeconds} the ${ordinal(found.impossibleFrom)} ${nouns[found.of]} cannot start`
        ])
  ].join("; ")

const outcomeWords: { readonly [T in ExitCodes.Outcome]: string } = {
  FailJob: "fail the Job",
  FailIndex: "fail the index",
  Ignore: "are ignored",
  Count: "are counted by a rule",
  Restart: "restart the container in place",
  NoRule: "match no rule, and are counted"
}

const shares = ({ containers, shares: all }: ExitCodes.ExitCodes): string => {
  const words = all.map(({ outcome, codes }) => `${IntervalSet.format(codes)} ${outcomeWords[outcome]}`)
  return `${containers.length === 0 ? "" : `of ${containers.join(", ")}: `}${words.join("; ")}`
}

const exitCodes = (found: Settings.Settings["exitCodes"]): ReadonlyArray<string> =>
  found.length === 0 ? ["no podFailurePolicy tells them apart"] : found.map(shares)

const overlap = ({ of, isPossible }: Overlap.Overlap): string => {
  const what = of === "Index" ? "two Pods of one index" : "more Pods than parallelism"
  return isPossible
    ? `${what} can be alive at once: under podReplacementPolicy TerminatingOrFailed a Pod that still ends is replaced`
    : `${what} are never alive at once: under podReplacementPolicy Failed a Pod is replaced when it has ended`
}

const effect = ({ action, rule }: Disruption.Outcome, found: Disruption.Disruption): string => {
  const by = rule === undefined ? "" : `, by rule ${rule} of podFailurePolicy`
  switch (action) {
    case "FailJob":
      return `fails the Job${by}`
    case "FailIndex":
      return `fails its index${by}`
    case "Ignore":
      return `is replaced and not counted${by}`
    case "Count": {
      const when = found.isCountedEarly ? "as soon as it is asked to end" : "when it has ended"
      return `counts against ${found.limit} ${found.allowed}, ${when}${by}`
    }
  }
}

const disruption = (found: Disruption.Disruption): string => {
  const [first, ...others] = found.outcomes
  if (first === undefined) return ""
  const effects = [first, ...others].map(
    (outcome) =>
      `${others.length === 0 ? "" : `with exit code ${outcome.exitCode} `}${effect(outcome, found)}`
  )
  return `a Pod that is ended from outside (DisruptionTarget) ${effects.join("; ")}`
}

const podBounds = ({ alive, created }: PodBounds.PodBounds): string =>
  `while none is ended from outside, ${alive} alive at most, ${
    created === undefined
      ? "and any number created, where failures are ignored"
      : `${created} created at most`
  }`

export const rows = (settings: Settings.Settings, spec: JobSpec): ReadonlyArray<Row> => [
  ["retries", retries(settings.retries, spec)],
  ...exitCodes(settings.exitCodes).map((text): Row => ["exit codes", text]),
  ["overlap", overlap(settings.overlap)],
  ["disruption", disruption(settings.disruption)],
  ["Pods", podBounds(settings.podBounds)]
]
