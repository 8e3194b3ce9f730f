/**
 * What a check of a Job found, for programs: durations in seconds, shares and rates between 0 and 1. What has no bound,
 * and what was not seen, is null.
 */
import * as ExitCodes from "../../../domain/check/ExitCodes.ts"
import type * as Settings from "../../../domain/check/Settings.ts"
import * as IntervalSet from "../../../domain/data/IntervalSet.ts"
import type { Report } from "../../../runtime/check/Report.ts"
import * as Requirement from "../../../runtime/check/Requirement.ts"
import type { Summary } from "../../../runtime/check/Summary.ts"
import * as AssumptionWords from "./AssumptionWords.ts"

const seconds = (millis: number): number => millis / 1000

const exitCodes = (found: ExitCodes.ExitCodes) => ({
  containers: found.containers,
  rules: found.shares
    .filter(({ outcome }) => outcome !== "NoRule")
    .map(({ outcome, codes }) => ({ outcome, exitCodes: IntervalSet.format(codes) })),
  unmatched: IntervalSet.format(ExitCodes.unmatched(found))
})

const settings = ({ retries, overlap, disruption, podBounds, ...rest }: Settings.Settings) => ({
  retries: {
    of: retries.of,
    allowed: retries.allowed ?? null,
    earliestSeconds: retries.earliestSeconds,
    impossibleFrom: retries.impossibleFrom ?? null
  },
  exitCodes: rest.exitCodes.map(exitCodes),
  overlap,
  disruption: {
    outcomes: disruption.outcomes.map(({ exitCode, action, rule }) => ({
      exitCode,
      action,
      rule: rule ?? null
    })),
    limit: disruption.limit,
    allowed: disruption.allowed,
    isCountedEarly: disruption.isCountedEarly
  },
  pods: { alive: podBounds.alive, created: podBounds.created ?? null }
})

const histories = ({ durations, ...summary }: Summary) => ({
  played: summary.histories,
  verdicts: summary.verdicts,
  withoutVerdict: summary.withoutVerdict,
  cut: summary.cut,
  completion: summary.completion,
  seconds:
    durations === undefined
      ? null
      : {
          median: seconds(durations.median),
          p95: seconds(durations.p95),
          longest: seconds(durations.longest)
        },
  pods: { alive: summary.podsAlive, created: summary.podsCreated },
  overlaps: summary.overlaps
})

const requirement = ({ requirement: one, actual, isMet }: Requirement.Judged) => ({
  requirement: one.text,
  isMet,
  actual: actual === undefined ? null : Requirement.kindOf(one) === "duration" ? seconds(actual) : actual
})

const datum = (report: Report) => {
  const { runMillisMin, runMillisMax, podFailureRate, disruptionRate } = report.asked.assumptions
  return {
    name: report.metadata.name,
    namespace: report.metadata.namespace,
    assumptions: {
      runs: report.asked.runs,
      seed: report.asked.seed,
      podSeconds: { min: seconds(runMillisMin), max: seconds(runMillisMax) },
      podFailureRate,
      disruptionRate,
      exitCodes: report.failureCodes,
      words: AssumptionWords.sentences(report)
    },
    settings: settings(report.settings),
    histories: histories(report.summary),
    requirements: report.requirements.map(requirement)
  }
}

/** One Job is an object, several are a list of them. */
export const data = (reports: ReadonlyArray<Report>): unknown => {
  const [only] = reports
  return only !== undefined && reports.length === 1 ? datum(only) : reports.map(datum)
}
