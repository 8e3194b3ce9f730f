/**
 * Which lines of a log are shown (LC-92): the last so many records of it, and of those what is not too old.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { ContainerRuntime, ContainerRuntimeError, LogLine, RunKey } from "./ContainerRuntime.ts"

/** `tail`: so many records at the end of what there is. `since`: epoch milliseconds. */
export interface LogWindow {
  readonly tail: number | undefined
  readonly since: number | undefined
}

export const everything: LogWindow = { tail: undefined, since: undefined }

type Lines = Stream.Stream<LogLine, ContainerRuntimeError>
type Runtime = ContainerRuntime["Service"]

/** Records are counted before those that are too old are left out; what comes while a run is followed is shown. */
const last = (runtime: Runtime, key: RunKey, follow: boolean, tail: number): Lines =>
  follow
    ? Stream.unwrap(
        Effect.map(Stream.runCount(runtime.logs(key, { follow: false })), (count) =>
          Stream.drop(runtime.logs(key, { follow }), Math.max(0, count - tail))
        )
      )
    : Stream.takeRight(runtime.logs(key, { follow }), tail)

/** The lines of a run that are in the window. */
export const lines = (runtime: Runtime, key: RunKey, follow: boolean, { tail, since }: LogWindow): Lines => {
  const all = tail === undefined ? runtime.logs(key, { follow }) : last(runtime, key, follow, tail)
  return since === undefined ? all : Stream.filter(all, ({ at }) => Date.parse(at) >= since)
}
