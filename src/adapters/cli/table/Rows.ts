/**
 * Many Jobs, one a line. Lines are written as they come, so columns have fixed widths.
 */
import type { Job } from "../../../domain/job/Job.ts"
import * as Style from "../../../runtime/story/Style.ts"
import * as JobTable from "./JobTable.ts"

const widths = [36, 20, 12, 14, 8, 8, 10] as const

const line = (cells: ReadonlyArray<string>): string =>
  `${cells
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join(" ")
    .trimEnd()}\n`

export const heading = line(["SCENARIO", ...JobTable.headings])

export const row = (scenario: string, job: Job): string =>
  line([Style.printable(scenario), ...JobTable.row(job)])

export const refused = (complaints: number): string =>
  line(["", "", "Refused", `${complaints} complaint${complaints === 1 ? "" : "s"}`])
