/**
 * `jobledger check`: plays random histories of each Job of the manifests, and tells what they and its settings show.
 */
import * as Effect from "effect/Effect"
import type { JobCreated } from "../../../domain/event/Fact.ts"
import * as Law from "../../../domain/law/Law.ts"
import * as Check from "../../../runtime/check/Check.ts"
import * as Report from "../../../runtime/check/Report.ts"
import * as CheckOptions from "../CheckOptions.ts"
import type { Failure } from "../Failure.ts"
import * as Format from "../Format.ts"
import * as Screen from "../live/Screen.ts"
import * as CheckedJobs from "../source/CheckedJobs.ts"
import type * as FieldValidation from "../source/FieldValidation.ts"
import * as CheckData from "../table/CheckData.ts"
import * as CheckTable from "../table/CheckTable.ts"
import * as Terminal from "../Terminal.ts"

export interface Options extends CheckOptions.Written {
  readonly paths: ReadonlyArray<string>
  readonly format: Format.Format
  readonly validate: FieldValidation.Mode
}

/** How many things happen between two looks at the world outside. */
const slice = 500

const defect = ({ metadata }: JobCreated, { seed }: Check.Asked, { history, violations }: Check.Broken) =>
  Effect.die(
    new Error(
      `Job ${metadata.name}, seed ${seed}, history ${history} breaks a law: ${violations.map(Law.render).join("; ")}`
    )
  )

/** Plays in slices, so that signals are heard and the progress is shown. */
const played = (created: JobCreated, asked: Check.Asked, screen: Screen.Screen): Effect.Effect<Check.Check> =>
  Effect.gen(function* () {
    const check = Check.start(created, asked)
    while (Check.advance(check, slice)) {
      yield* Screen.show(screen, `Job ${created.metadata.name}: ${Check.progress(check)} %`)
      yield* Effect.yieldNow
    }
    return check.broken === undefined ? check : yield* defect(created, asked, check.broken)
  })

const rendered = (format: Format.Format, reports: ReadonlyArray<Report.Report>): Effect.Effect<string> => {
  if (format === "table") return Effect.succeed(CheckTable.table(reports, Terminal.current()))
  const data = CheckData.data(reports)
  return format === "json" ? Effect.succeed(Format.json(data)) : Format.yaml(data)
}

const unmet = (report: Report.Report): ReadonlyArray<string> =>
  Report.unmet(report).map(
    ({ requirement, actual }) =>
      `jobledger: Job ${report.metadata.name} does not meet ${requirement.text}: ${CheckTable.value(requirement, actual)}`
  )

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const { asked, requirements } = yield* Effect.fromResult(CheckOptions.read(options))
    const { jobs, notes } = yield* CheckedJobs.load(options.paths, options.validate)
    yield* Terminal.say(notes)
    const screen = Screen.make(false)
    const checks = Effect.forEach(jobs, (created) =>
      Effect.map(played(created, asked, screen), (check) => Report.of(created, asked, check, requirements))
    )
    const reports = yield* Effect.ensuring(checks, Screen.close(screen))
    yield* Terminal.conclude(yield* rendered(options.format, reports))
    const complaints = reports.flatMap(unmet)
    if (complaints.length > 0) yield* Effect.fail({ _tag: "RequirementNotMet", complaints } as const)
  })
