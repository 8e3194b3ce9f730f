import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import { assert, describe, it, onTestFinished } from "vitest"
import * as Processes from "../../src/adapters/process/keeper/Processes.ts"
import { ContainerRuntime } from "../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../src/testing/container/Witness.ts"
import * as Controller from "../adapters/process/Controller.ts"
import { shell } from "../adapters/process/Shell.ts"
import * as StateDirectory from "../adapters/process/StateDirectory.ts"
import * as Regression from "./Regression.ts"

/** A process of somebody else, which has the number and the age that one of ours had before the power was lost. */
const stranger = (): number => {
  const child = spawn("sleep", ["60"], { detached: true })
  onTestFinished(() => {
    child.kill("SIGKILL")
  })
  return child.pid ?? assert.fail("nothing was started")
}

/** Everything dies at once, and what the ledger says of it is of another boot. */
const losePower = (directory: string, word: string, pid: number) =>
  Effect.gen(function* () {
    const alive = [...StateDirectory.keepersOf(directory), ...StateDirectory.processesWith(word)]
    for (const one of alive) process.kill(one, "SIGKILL")
    yield* StateDirectory.becomes(() => !alive.some(StateDirectory.isAlive))
    const ledger = new DatabaseSync(join(directory, "ledger.sqlite"), { timeout: 10_000 })
    const { ticks = "" } = Processes.markOf(pid)
    ledger
      .prepare("UPDATE run SET place = 'another boot', pid = ?, ticks = ? WHERE exitCode IS NULL")
      .run(pid, ticks)
    ledger.close()
  })

const began = (path: string): ReadonlyArray<string> =>
  existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : []

const story = (directory: string) =>
  Effect.gen(function* () {
    const word = `power-${directory.slice(-6)}`
    const path = join(directory, "began")
    const script = `echo $1 >> "$2"; [ $1 -eq 0 ] && exit 5; while :; do sleep 0.1; done`
    const runs = [0, 1, 2].map((attempt) => Controller.key(attempt))
    const start = Effect.flatMap(ContainerRuntime, (runtime) =>
      Effect.forEach(
        runs,
        (run) => runtime.start(1, { ...run, spec: shell(script, word, `${run.attempt}`, path) }),
        {
          discard: true
        }
      )
    )
    yield* Controller.on(directory)(
      Effect.gen(function* () {
        const { seen } = yield* Witness.attached(1)
        yield* start
        yield* Witness.exitIn(Controller.time, seen, Controller.key(0))
        yield* StateDirectory.becomes(() => began(path).length === 3)
      })
    )
    const pid = stranger()
    yield* losePower(directory, word, pid)
    yield* Controller.on(directory)(
      Effect.gen(function* () {
        const { seen } = yield* Witness.attached(1)
        yield* start
        yield* StateDirectory.becomes(() => runs.every((run) => Controller.lastTag(seen, run) !== undefined))
        yield* Witness.settleFor(Controller.time, 10)
        assert.deepStrictEqual(
          Controller.lastOf(seen, runs).map(({ _tag }) => _tag),
          ["Exited", "Lost", "Lost"]
        )
      })
    )
    assert.sameMembers([...began(path)], ["0", "1", "2"])
    assert.isTrue(StateDirectory.isAlive(pid))
  })

describe(`N3 ${Regression.headingOf("N3")}`, { timeout: 60_000 }, () => {
  it("runs nothing again, and hits nobody who has the number of a process that was lost", () =>
    Effect.runPromise(Effect.scoped(Effect.flatMap(StateDirectory.scoped, story))))
})
