/**
 * What `effect/cli` has to say: help and version on request to standard output, complaints to standard error, short.
 */
import * as CliOutput from "effect/cli/CliOutput"
import * as Effect from "effect/Effect"
import * as Terminal from "./Terminal.ts"
import * as Version from "./Version.ts"

const help = (event: CliOutput.Presenter.Help, hasColours: boolean): Effect.Effect<void> => {
  const text = CliOutput.defaultFormatter({ colors: hasColours }).formatHelpDoc(event.helpDoc)
  return event.reason === "Requested" ? Effect.ignore(Terminal.write(`${text}\n`)) : Terminal.say([text])
}

const present = (event: CliOutput.Presenter.Event): Effect.Effect<void> => {
  switch (event._tag) {
    case "Help":
      return help(event, Terminal.current().hasColours)
    case "Version":
      return Effect.ignore(Terminal.write(`${Version.line}\n`))
    case "InvalidInvocation":
      return Terminal.say([
        ...event.errors.map(({ message }) => `jobledger: ${message.trim()}`),
        `Try '${event.commandPath.join(" ")} --help'.`
      ])
  }
}

export const layer = CliOutput.layerPresenter({ present })
