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
import * as LogWindow from "../../../runtime/container/LogWindow.ts"
import type { OutputClosed, OutputNotWritable } from "../Failure.ts"
import type { Begun } from "./Follower.ts"
import * as Screen from "./Screen.ts"

/** The stream whose last line is not complete: its next line goes on behind it, another's does not (LC-91). */
type Open = LogLine["stream"] | undefined

interface Written {
  readonly text: string
  readonly open: Open
}

/** What every line of a run begins with. */
interface Form {
  readonly prefix: string
  readonly timestamps: boolean
}

/** The rest of a line that was begun has neither (LC-92). */
const beginning = ({ prefix, timestamps }: Form, at: string): string =>
  timestamps ? `${prefix}${at} ` : prefix

const rendered = (form: Form, lines: ReadonlyArray<LogLine>, open: Open): Written =>
  lines.reduce<Written>(
    (written, { at, stream, text, isPartial }) => {
      const isContinued = written.open === stream
      const start = written.open === undefined || isContinued ? "" : "\n"
      return {
        text: `${written.text}${start}${isContinued ? "" : beginning(form, at)}${text}${isPartial ? "" : "\n"}`,
        open: isPartial ? stream : undefined
      }
    },
    { text: "", open }
  )

/** As many bytes of a text as there may be, to the end of a character. */
const cut = (text: string, bytes: number): string => {
  const written = Buffer.from(text)
  if (written.length <= bytes) return text
  // A continuation byte stands behind the cut as long as it goes through a character.
  let end = bytes
  while (end > 0 && ((written[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return written.toString("utf8", 0, end)
}

export interface Options {
  /** On to the end of the run. */
  readonly follow: boolean
  readonly isPrefixed: boolean
  readonly timestamps?: boolean
  readonly window?: LogWindow.LogWindow
  /** Of all that is written of the run, prefixes included (LC-92). */
  readonly limitBytes?: number | undefined
}

/** What one run wrote, as it is to be shown. */
const texts = (
  runtime: ContainerRuntime["Service"],
  { name, pod, container, attempt }: Begun,
  { follow, isPrefixed, timestamps = false, window = LogWindow.everything }: Options
): Stream.Stream<string, ContainerRuntimeError> =>
  Stream.suspend(() => {
    const form = { prefix: isPrefixed ? `[pod/${name}/${container}] ` : "", timestamps }
    let open: Open
    const pieces = Stream.mapArray(
      LogWindow.lines(runtime, { pod, container, attempt }, follow, window),
      (lines) => {
        const written = rendered(form, lines, open)
        open = written.open
        return [written.text]
      }
    )
    return Stream.concat(
      pieces,
      Stream.suspend(() => (open === undefined ? Stream.empty : Stream.make("\n")))
    )
  })

/** Up to so many bytes; what comes then is not waited for. */
const limited = <E>(pieces: Stream.Stream<string, E>, bytes: number): Stream.Stream<string, E> =>
  Stream.suspend(() => {
    let left = bytes
    return pieces.pipe(
      Stream.map((text) => {
        const shown = cut(text, left)
        left = shown === text ? left - Buffer.byteLength(text) : 0
        return shown
      }),
      Stream.takeUntil(() => left <= 0)
    )
  })

/** Shows what one run wrote. */
export const show = (
  screen: Screen.Screen,
  run: Begun,
  options: Options
): Effect.Effect<void, OutputClosed | OutputNotWritable | ContainerRuntimeError, ContainerRuntime> =>
  Effect.flatMap(ContainerRuntime, (runtime) => {
    const all = texts(runtime, run, options)
    const pieces = options.limitBytes === undefined ? all : limited(all, options.limitBytes)
    return Stream.runForEach(pieces, (text) => Screen.output(screen, text))
  })
