/**
 * The services `effect/cli` wants from a platform, as far as our commands use them: not at all. Arguments are texts, what
 * is printed goes through `Terminal` and `Presenter`, and nobody is prompted; so every command starts without the
 * modules behind those services. Whoever asks for one nevertheless has found a defect.
 */
import type * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Path from "effect/Path"
import * as ChildProcessSpawner from "effect/process/ChildProcessSpawner"
import * as Sink from "effect/Sink"
import * as Stdio from "effect/Stdio"
import * as Stream from "effect/Stream"
import * as Terminal from "effect/Terminal"

const absent = Effect.die("the command has no platform: its arguments are texts, and nobody is prompted")

const terminal = Terminal.make({
  columns: absent,
  rows: absent,
  size: absent,
  readInput: absent,
  readLine: absent,
  display: () => absent
})

const stdio = Stdio.make({
  args: absent,
  stdin: Stream.fromEffect(absent),
  stdout: () => Sink.fromEffect(absent),
  stderr: () => Sink.fromEffect(absent)
})

export const layer: Layer.Layer<Command.Environment> = Layer.mergeAll(
  FileSystem.layerNoop({}),
  Path.layer,
  Layer.succeed(Terminal.Terminal, terminal),
  Layer.succeed(Stdio.Stdio, stdio),
  Layer.succeed(
    ChildProcessSpawner.ChildProcessSpawner,
    ChildProcessSpawner.make(() => absent)
  )
)
