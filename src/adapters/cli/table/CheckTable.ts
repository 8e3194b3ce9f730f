/**
 * What a check of a Job found, for people: what was assumed, what follows from the settings, what the histories were.
 */
import type { Report } from "../../../runtime/check/Report.ts"
import * as Requirement from "../../../runtime/check/Requirement.ts"
import type { Summary } from "../../../runtime/check/Summary.ts"
import * as Clock from "../../../runtime/story/Clock.ts"
import * as Columns from "../../../runtime/story/Columns.ts"
import * as Style from "../../../runtime/story/Style.ts"
import type { Terminal } from "../Terminal.ts"
import * as AssumptionWords from "./AssumptionWords.ts"
import * as SettingsWords from "./SettingsWords.ts"

const { percent } = AssumptionWords

const width = 13

/** A sentence behind its subject, within the width of the terminal. */
const row = ([subject, text]: SettingsWords.Row, columns: number): ReadonlyArray<string> =>
  Columns.wrap(text, columns - width).map(
    (line, position) => `${(position === 0 ? subject : "").padEnd(width)}${line}`
  )

const histories = (count: number): string => (count === 1 ? "1 history" : `${count} histories`)

const verdicts = (summary: Summary): ReadonlyArray<string> => [
  ...summary.verdicts.map(
    ({ type, reason, histories: count }) =>
      `${type}, ${reason}: ${histories(count)} (${percent(count / summary.histories)})`
  ),
  ...(summary.withoutVerdict === 0
    ? []
    : [`no verdict, and nothing more to happen: ${histories(summary.withoutVerdict)}`]),
  ...(summary.cut === 0
    ? []
    : [`no verdict in a year, or in as many events as are played: ${histories(summary.cut)}`])
]

const completion = ({ completion: { share, low, high } }: Summary): string =>
  `${percent(share)}, with 95 % confidence ${percent(low)} to ${percent(high)}`

const time = ({ durations }: Summary): ReadonlyArray<SettingsWords.Row> => {
  if (durations === undefined) return []
  const { median, p95, longest } = durations
  return [
    [
      "time",
      `to the verdict: typically ${Clock.roughly(median)}, in 95 % within ${Clock.roughly(p95)}, at the longest ${Clock.roughly(longest)}`
    ]
  ]
}

const observed = (report: Report): ReadonlyArray<SettingsWords.Row> => {
  const { summary, settings } = report
  return [
    ...verdicts(summary).map((text, position): SettingsWords.Row => [position === 0 ? "verdicts" : "", text]),
    ["completion", completion(summary)],
    ...time(summary),
    ["Pods", `${summary.podsAlive} alive at most, ${summary.podsCreated} created at most`],
    ...(settings.overlap.of === "Index" && settings.overlap.isPossible
      ? ([["overlap", `two Pods of one index alive at once in ${histories(summary.overlaps)}`]] as const)
      : []),
    ["worst", `history ${summary.worst}: --history ${summary.worst} tells it as a scenario, for simulate`]
  ]
}

/** A bound or what was found, as the requirement writes it. */
export const value = (requirement: Requirement.Requirement, found: number | undefined): string => {
  if (found === undefined) return "not every history came to a verdict"
  const kind = Requirement.kindOf(requirement)
  if (kind === "share") return percent(found)
  return kind === "duration" ? Clock.roughly(found) : String(found)
}

const required = ({ requirements }: Report, paint: Style.Paint): ReadonlyArray<string> =>
  requirements.map(({ requirement, actual, isMet }) => {
    const word = (isMet ? "met" : "not met").padEnd(width)
    return `${paint(isMet ? "good" : "bad", word)}${requirement.text}: ${value(requirement, actual)}`
  })

const played = ({ asked, summary }: Report): string =>
  summary.histories < asked.runs
    ? `${histories(summary.histories)} from seed ${asked.seed}; ${asked.runs} were asked for, and the work is bounded`
    : `${histories(summary.histories)} from seed ${asked.seed}`

const block = (report: Report, { columns, hasColours }: Terminal): ReadonlyArray<string> => {
  const paint = Style.paint(hasColours)
  const title = (text: string): string => paint("strong", text)
  const own = required(report, paint)
  return [
    title(`Job ${report.metadata.name}`),
    "",
    ...Columns.wrap(`Assumed: ${AssumptionWords.sentences(report).join(" ")}`, columns),
    "",
    title("By its settings"),
    ...SettingsWords.rows(report.settings, report.spec).flatMap((one) => row(one, columns)),
    "",
    title(`In ${played(report)}`),
    ...observed(report).flatMap((one) => row(one, columns)),
    ...(own.length === 0 ? [] : ["", title("Required"), ...own])
  ]
}

export const table = (reports: ReadonlyArray<Report>, terminal: Terminal): string =>
  `${reports.map((report) => block(report, terminal).join("\n")).join("\n\n\n")}\n`
