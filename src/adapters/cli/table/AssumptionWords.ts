/**
 * What a check assumes of the world, in sentences: they come first, for nothing found holds without them.
 */
import * as Assumptions from "../../../runtime/check/Assumptions.ts"
import type { Report } from "../../../runtime/check/Report.ts"
import * as Clock from "../../../runtime/story/Clock.ts"

/** `12.5 %`; what is not all is not 100 %, and what is not nothing is not 0 %. */
export const percent = (share: number): string => {
  const shown = Number((share * 100).toFixed(1))
  if (shown === 0 && share > 0) return "less than 0.1 %"
  return shown === 100 && share < 1 ? "more than 99.9 %" : `${shown} %`
}

const either = (codes: ReadonlyArray<number>): string => {
  const last = codes.at(-1) ?? 1
  return codes.length < 2 ? String(last) : `${codes.slice(0, -1).join(", ")} or ${last}`
}

const otherContainers = ({ spec }: Report): ReadonlyArray<string> => {
  const { containers, initContainers = [] } = spec.template.spec
  return [
    ...(containers.length > 1 ? [`The other containers end with ${containers[0]?.name}.`] : []),
    ...(initContainers.length > 0 ? ["Init containers succeed at once, sidecars run on."] : [])
  ]
}

const durations = ({ runMillisMin: min, runMillisMax: max }: Assumptions.Assumptions): string =>
  min === max ? Clock.span(min) : `${Clock.span(min)} to ${Clock.span(max)}, as often in each tenfold`

/** What else of the manifest the world does not look at. */
const resumed = ({ spec }: Report): ReadonlyArray<string> =>
  spec.suspend ? ["The suspended Job is resumed at once."] : []

export const sentences = (report: Report): ReadonlyArray<string> => {
  const { podFailureRate, disruptionRate } = report.asked.assumptions
  const grace = Clock.span(Assumptions.terminationMillisMax(report.spec))
  return [
    `A Pod starts ${Clock.span(Assumptions.startMillis)} after it was created.`,
    `A run takes ${durations(report.asked.assumptions)}.`,
    `${percent(podFailureRate)} of the runs fail, with exit code ${either(report.failureCodes)}.`,
    `${percent(disruptionRate)} of the Pods are ended from outside.`,
    `What is asked to end takes up to ${grace}.`,
    ...otherContainers(report),
    ...resumed(report),
    "Nobody changes the Job."
  ]
}
