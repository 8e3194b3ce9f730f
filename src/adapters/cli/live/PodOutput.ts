/**
 * What Pods write, as it comes, each line with the Pod it is of, as `kubectl logs --prefix` has it.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import {
  ContainerRuntime,
  type ContainerRuntimeError,
  type LogLine
} from "../../../runtime/container/ContainerRuntime.ts"
import type { OutputClosed, OutputNotWritable } from "../Failure.ts"
import type { Begun } from "./Follower.ts"
import * as Screen from "./Screen.ts"

/** The stream whose last line is not complete: its next line goes on behind it, another's does not (LC-91). */
type Open = LogLine["stream"] | undefined

interface Written {
  readonly text: string
  readonly open: Open
}

const rendered = (prefix: string, lines: ReadonlyArray<LogLine>, open: Open): Written =>
  lines.reduce<Written>(
    (written, { stream, text, isPartial }) => {
      const isContinued = written.open === stream
      const start = written.open === undefined || isContinued ? "" : "\n"
      return {
        text: `${written.text}${start}${isContinued ? "" : prefix}${text}${isPartial ? "" : "\n"}`,
        open: isPartial ? stream : undefined
      }
    },
    { text: "", open }
  )

export interface Options {
  /** On to the end of the run. */
  readonly follow: boolean
  readonly isPrefixed: boolean
}

/** Shows what one run wrote. */
export const show = (
  screen: Screen.Screen,
  { name, pod, container, attempt }: Begun,
  { follow, isPrefixed }: Options
): Effect.Effect<void, OutputClosed | OutputNotWritable | ContainerRuntimeError, ContainerRuntime> =>
  Effect.flatMap(ContainerRuntime, (runtime) => {
    const prefix = isPrefixed ? `[pod/${name}/${container}] ` : ""
    let open: Open
    const pieces = Stream.runForEachArray(runtime.logs({ pod, container, attempt }, { follow }), (lines) => {
      const written = rendered(prefix, lines, open)
      open = written.open
      return Screen.output(screen, written.text)
    })
    return Effect.andThen(
      pieces,
      Effect.suspend(() => (open === undefined ? Effect.void : Screen.output(screen, "\n")))
    )
  })
