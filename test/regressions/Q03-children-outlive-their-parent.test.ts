import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import { ContainerRuntime } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../src/testing/container/Witness.ts"
import * as Controller from "../adapters/process/Controller.ts"
import { shell, stubborn } from "../adapters/process/Shell.ts"
import * as StateDirectory from "../adapters/process/StateDirectory.ts"
import * as Regression from "./Regression.ts"

const inDirectory = (test: (directory: string) => Effect.Effect<void, unknown>) =>
  Effect.runPromise(Effect.scoped(Effect.flatMap(StateDirectory.scoped, test)))

/** A shell with children and grandchildren that hear nothing; when all of them are there. */
const family = (word: string): string => `${stubborn(word)} & (${stubborn(word)} & wait) & wait`
const isThere = (word: string, members: number) =>
  StateDirectory.becomes(() => StateDirectory.processesWith(word).length >= members)

const shortLived = fileURLToPath(new URL("../adapters/process/ShortLived.ts", import.meta.url))

/** A controller in a process of its own is killed as soon as it has said that all is started. */
const killedController = (directory: string, scripts: ReadonlyArray<string>) =>
  Effect.callback<void>((resume) => {
    const child = spawn(process.execPath, [shortLived, directory, Witness.pod, ...scripts], {
      stdio: ["ignore", "pipe", "inherit"]
    })
    child.stdout.once("data", () => child.kill("SIGKILL"))
    child.once("exit", () => resume(Effect.void))
  })

describe(`Q3 ${Regression.headingOf("Q3")}`, { timeout: 60_000 }, () => {
  it("leaves no child behind when the shell above it is stopped", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const word = `family-${directory.slice(-6)}`
          const runtime = yield* ContainerRuntime
          const run = Controller.key(0)
          const { seen } = yield* Witness.attached(1)
          yield* runtime.start(1, { ...run, spec: shell(family(word)) })
          yield* isThere(word, 2)
          yield* runtime.stop(1, { ...run, killAt: 0 })
          yield* Witness.exitIn(Controller.time, seen, run)
          assert.isEmpty(StateDirectory.processesWith(word))
        })
      )
    ))

  it("leaves none behind when controllers are killed, and their Pod is removed", () =>
    inDirectory((directory) =>
      Effect.gen(function* () {
        const word = `orphan-${directory.slice(-6)}`
        const scripts = [family(word), family(word)]
        for (let life = 0; life < 4; life += 1) yield* killedController(directory, scripts)
        yield* isThere(word, 4)
        yield* Controller.on(directory)(
          Effect.gen(function* () {
            const runtime = yield* ContainerRuntime
            const { seen } = yield* Witness.attached(2)
            yield* runtime.remove(2, Witness.pod)
            yield* Witness.exitIn(Controller.time, seen, Controller.key(0))
            yield* Witness.exitIn(Controller.time, seen, Controller.key(1))
            assert.isEmpty(StateDirectory.processesWith(word))
            assert.deepStrictEqual(yield* runtime.list, [])
          })
        )
      })
    ))
})
