/**
 * Who watches a simulation for a format, and the text they leave in the end.
 */
import * as Effect from "effect/Effect"
import type { Job } from "../../../domain/job/Job.ts"
import * as Recorder from "../../../runtime/simulation/Recorder.ts"
import * as Scenario from "../../../runtime/simulation/Scenario.ts"
import type * as Session from "../../../runtime/simulation/Session.ts"
import * as Narrator from "../../../runtime/story/Narrator.ts"
import * as PendingWords from "../../../runtime/story/PendingWords.ts"
import * as Style from "../../../runtime/story/Style.ts"
import * as Timeline from "../../../runtime/story/Timeline.ts"
import * as Format from "../Format.ts"
import type * as LogFile from "../LogFile.ts"
import * as JobTable from "../table/JobTable.ts"
import * as Terminal from "../Terminal.ts"

/** What was asked for. */
export interface Chosen {
  readonly format: Format.Format
  readonly names: Recorder.Names
}

export interface Answerer {
  readonly observer: Session.Observer
  readonly text: (job: Job, log: LogFile.LogFile | undefined) => Effect.Effect<string>
}

const data = ({ names, format }: Chosen): Answerer => {
  const recorder = Recorder.make(names)
  return {
    observer: Recorder.observer(recorder),
    text: (_job, log) => {
      const answer = { ...Recorder.answer(recorder), ...(log === undefined ? {} : { log: log.file.path }) }
      return format === "yaml" ? Format.yaml(answer) : Effect.succeed(Format.json(answer))
    }
  }
}

const table = ({ names }: Chosen, { name, ...scenario }: Scenario.Scenario): Answerer => {
  const terminal = Terminal.current()
  const narrator = Narrator.make(names)
  return {
    observer: Narrator.observer(narrator),
    text: (job, log) => {
      const title =
        name === undefined ? [] : [Style.paint(terminal.hasColours)("strong", Style.printable(name)), ""]
      const timeline = Timeline.lines(narrator.entries, Scenario.startOf(scenario), terminal)
      const pending = PendingWords.lines(job, job.at).map((line) => `Waits for ${line}`)
      const trail =
        log === undefined ? [] : ["", `${log.head.seq} events in ${log.file.path}, head ${log.head.hash}`]
      return Effect.succeed(
        `${[...title, ...timeline, "", ...JobTable.lines(job), ...(pending.length === 0 ? [] : ["", ...pending]), ...trail].join("\n")}\n`
      )
    }
  }
}

export const of = (chosen: Chosen, scenario: Scenario.Scenario): Answerer =>
  chosen.format === "table" ? table(chosen, scenario) : data(chosen)
