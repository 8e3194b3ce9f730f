import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { assert, describe, it } from "vitest"
import { ContainerRuntime } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../../src/testing/container/Witness.ts"
import * as Controller from "./Controller.ts"
import { shell, stubborn } from "./Shell.ts"
import * as StateDirectory from "./StateDirectory.ts"

const runs = Array.from({ length: 60 }, (_, attempt) => Controller.key(attempt))

/** Kills the keeper that is there, some time after a run was seen, so many times. */
const killAgainAndAgain = Effect.fnUntraced(function* (directory: string, times: number) {
  for (let time = 0; time < times; time++) {
    yield* Effect.sleep(`${150 + 70 * time} millis`)
    for (const pid of StateDirectory.keepersOf(directory)) process.kill(pid, "SIGKILL")
  }
})

describe("keepers that are killed while many runs begin and end", { timeout: 120_000 }, () => {
  it("run nothing twice, leave nothing running, and tell of each run how it ended or that it is lost (P7)", () =>
    Effect.runPromise(
      Effect.scoped(
        Effect.gen(function* () {
          const directory = yield* StateDirectory.scoped
          const word = `burst-${directory.slice(-6)}`
          yield* Controller.on(directory)(
            Effect.gen(function* () {
              const runtime = yield* ContainerRuntime
              const { seen } = yield* Witness.attached(1)
              const began = join(directory, "began")
              // Even attempts end by themselves with their number, odd ones never do.
              const script = `echo $1 >> "$2"; [ $(($1 % 2)) -eq 0 ] && exit $1; exec ${stubborn(word)}`
              const start = (attempt: number) =>
                runtime.start(1, {
                  ...Controller.key(attempt),
                  spec: shell(script, word, `${attempt}`, began)
                })
              const killing = yield* Effect.forkChild(killAgainAndAgain(directory, 6))
              yield* Effect.forEach(runs, ({ attempt }) => Effect.repeat(start(attempt), { times: 2 }), {
                concurrency: 4,
                discard: true
              })
              yield* Effect.andThen(Fiber.await(killing), Effect.sleep("500 millis"))
              for (const pid of StateDirectory.keepersOf(directory)) process.kill(pid, "SIGKILL")
              const isTold = () =>
                runs.every((run) => ["Exited", "Lost"].includes(Controller.lastTag(seen, run) ?? ""))
              yield* StateDirectory.becomes(isTold)
              const numbers = existsSync(began) ? readFileSync(began, "utf8").trim().split("\n") : []
              assert.lengthOf(numbers, new Set(numbers).size)
              assert.isAbove(numbers.length, 0)
              assert.isEmpty(StateDirectory.processesWith(word))
              for (const one of seen)
                if (one._tag === "Exited")
                  assert.deepInclude(one, { exitCode: one.attempt, attempt: one.attempt })
            })
          )
        })
      )
    ))
})
