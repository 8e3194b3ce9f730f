import { execFileSync, spawn } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import { ContainerRuntime, Superseded } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../../src/testing/container/Witness.ts"
import * as Controller from "./Controller.ts"
import { shell, spec, stubborn } from "./Shell.ts"
import * as StateDirectory from "./StateDirectory.ts"

const run = Controller.key(0)
const next = Controller.key(1)

const inDirectory = <A>(test: (directory: string) => Effect.Effect<A, unknown>) =>
  Effect.runPromise(Effect.scoped(Effect.flatMap(StateDirectory.scoped, test)))

const shortLived = fileURLToPath(new URL("ShortLived.ts", import.meta.url))

/** A controller in a process of its own, once it has started what it should. */
const startedElsewhere = (directory: string, ...scripts: ReadonlyArray<string>) =>
  Effect.callback<number>((resume) => {
    const child = spawn(process.execPath, [shortLived, directory, Witness.pod, ...scripts], {
      stdio: ["ignore", "pipe", "inherit"]
    })
    child.stdout.once("data", () => resume(Effect.succeed(child.pid ?? 0)))
  })

const killKeeper = (directory: string) =>
  Effect.gen(function* () {
    const pid = StateDirectory.keeperOf(directory) ?? assert.fail("there is no keeper")
    process.kill(pid, "SIGKILL")
    yield* StateDirectory.becomes(() => !StateDirectory.isAlive(pid))
    return pid
  })

/** A word to find processes by. */
const wordOf = (directory: string) => `word-of-${directory.slice(-6)}`

const waits = (directory: string) => shell(`exec ${stubborn(wordOf(directory))}`)

const processesIn = (directory: string) => StateDirectory.processesWith(wordOf(directory))

describe("a controller that is killed", { timeout: 60_000 }, () => {
  it("leaves its runs running, and the next one learns everything, exit codes too (P7)", () =>
    inDirectory((directory) =>
      Effect.gen(function* () {
        const scripts = ["exit 3", "sleep 1.5; exit 7", "sleep 1.5; kill -9 $$", "sleep 600"]
        const pid = yield* startedElsewhere(directory, ...scripts)
        const keeper = StateDirectory.keeperOf(directory)
        process.kill(pid, "SIGKILL")
        yield* StateDirectory.becomes(() => !StateDirectory.isAlive(pid))
        yield* Controller.on(directory)(
          Effect.gen(function* () {
            const { seen } = yield* Witness.attached(2)
            const codes = []
            for (const attempt of [0, 1, 2])
              codes.push((yield* Witness.exitIn(Controller.time, seen, Controller.key(attempt))).exitCode)
            assert.deepStrictEqual(codes, [3, 7, 137])
            const [last] = Controller.lastOf(seen, [Controller.key(3)])
            assert.strictEqual(last?._tag, "Started")
            assert.strictEqual(StateDirectory.keeperOf(directory), keeper)
          })
        )
      })
    ))

  it("leaves a stop behind that is carried out", () =>
    inDirectory((directory) =>
      Effect.gen(function* () {
        yield* Controller.on(directory)(
          Effect.gen(function* () {
            const runtime = yield* ContainerRuntime
            const stubborn = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done")
            yield* runtime.start(1, { ...run, spec: stubborn })
            yield* Witness.ready(Controller.time, run)
            yield* runtime.stop(1, { ...run, killAt: 0 })
          })
        )
        yield* Effect.sleep("2500 millis")
        yield* Controller.on(directory)(
          Effect.gen(function* () {
            const { seen } = yield* Witness.attached(2)
            assert.strictEqual((yield* Witness.exitIn(Controller.time, seen, run)).exitCode, 137)
          })
        )
      })
    ))
})

describe("a keeper that is killed", { timeout: 60_000 }, () => {
  it("loses what ran, keeps what ended, and nothing runs on or twice (P7, LC-56)", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          const { seen } = yield* Witness.attached(1)
          yield* runtime.start(1, { ...run, spec: shell("echo once; exit 5") })
          yield* Witness.exitIn(Controller.time, seen, run)
          const running = [1, 2, 3].map((attempt) => Controller.key(attempt))
          for (const one of running) yield* runtime.start(1, { ...one, spec: waits(directory) })
          yield* StateDirectory.becomes(() => processesIn(directory).length === 3)
          const first = yield* killKeeper(directory)
          yield* StateDirectory.becomes(() => seen.filter(({ _tag }) => _tag === "Lost").length === 3)
          assert.deepStrictEqual(
            Controller.lastOf(seen, running).map(({ _tag }) => _tag),
            ["Lost", "Lost", "Lost"]
          )
          assert.notStrictEqual(StateDirectory.keeperOf(directory), first)
          assert.isEmpty(processesIn(directory))
          for (const one of [run, ...running]) yield* runtime.start(1, { ...one, spec: waits(directory) })
          yield* Witness.settleFor(Controller.time, 10)
          assert.isEmpty(processesIn(directory))
          const [exited] = Controller.lastOf(seen, [run])
          assert.deepInclude(exited, { _tag: "Exited", exitCode: 5 })
          assert.strictEqual(Controller.text(yield* Controller.log(run)), "once")
        })
      )
    ))

  it("takes along what its containers hid from it", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          const { seen } = yield* Witness.attached(1)
          const hidden = `setsid ${stubborn(wordOf(directory))} & sleep 600`
          yield* runtime.start(1, { ...run, spec: shell(hidden) })
          yield* StateDirectory.becomes(() => processesIn(directory).length === 1)
          yield* killKeeper(directory)
          yield* StateDirectory.becomes(() => seen.some(({ _tag }) => _tag === "Lost"))
          assert.isEmpty(processesIn(directory))
        })
      )
    ))

  it("takes along what hooks and probes were about, and what they left running", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          const left = `${stubborn(wordOf(directory))} & sleep 600`
          const postStart = { _tag: "Exec", command: ["sh", "-c", left] } as const
          yield* runtime.start(1, { ...run, spec: spec(["sleep", "600"], { health: { postStart } }) })
          yield* StateDirectory.becomes(() => processesIn(directory).length === 1)
          yield* killKeeper(directory)
          const { seen } = yield* Witness.attached(1)
          yield* StateDirectory.becomes(() => seen.some(({ _tag }) => _tag === "Lost"))
          assert.isEmpty(processesIn(directory))
        })
      )
    ))

  it("ends a log that is followed", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          yield* runtime.start(1, { ...run, spec: shell("echo alone; sleep 600") })
          const seen: Array<string> = []
          const following = yield* runtime.logs(run, { follow: true }).pipe(
            Stream.runForEach(({ text }) => Effect.sync(() => seen.push(text))),
            Effect.forkScoped
          )
          yield* StateDirectory.becomes(() => seen.length === 1)
          yield* killKeeper(directory)
          yield* Fiber.join(following)
          assert.deepStrictEqual(seen, ["alone"])
        })
      )
    ))

  it("remembers epochs and removals", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          yield* runtime.start(7, { ...run, spec: shell("exit 0") })
          yield* runtime.remove(7, run.pod)
          yield* killKeeper(directory)
          assert.deepStrictEqual(
            yield* Effect.flip(runtime.start(6, { ...run, spec: waits(directory) })),
            new Superseded({ epoch: 6, current: 7 })
          )
          yield* runtime.start(7, { ...run, spec: waits(directory) })
          yield* runtime.start(7, { ...next, spec: waits(directory) })
          yield* Witness.settleFor(Controller.time, 10)
          assert.isEmpty(processesIn(directory))
          const { seen } = yield* Witness.attached(7)
          yield* Witness.settleFor(Controller.time, 10)
          assert.deepStrictEqual(seen, [])
        })
      )
    ))

  it("is replaced by one that takes away the files of Pods nobody knows", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          yield* Controller.toTheEnd(run, shell("echo kept > file"))
          yield* killKeeper(directory)
          mkdirSync(join(directory, "pods", "half-removed", "below"), { recursive: true })
          yield* runtime.list
          assert.deepStrictEqual(readdirSync(join(directory, "pods")), [run.pod])
          assert.isTrue(existsSync(join(directory, "pods", run.pod, "file")))
        })
      )
    ))

  it("is replaced by one that says why it cannot work", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          mkdirSync(join(directory, "ledger.sqlite"))
          const error = yield* Effect.flip(runtime.remove(1, run.pod))
          assert.include(
            error._tag === "ContainerRuntimeError" ? error.reason : "",
            "unable to open database"
          )
        })
      )
    ))
})

describe("the keeper", { timeout: 60_000 }, () => {
  it("is one, however many controllers start at once", () =>
    inDirectory((directory) =>
      Effect.gen(function* () {
        const script = `echo x >> ${JSON.stringify(join(directory, "runs"))}`
        const elsewhere = yield* Effect.forkChild(startedElsewhere(directory, script))
        const here = Controller.on(directory)(
          Effect.flatMap(ContainerRuntime, (runtime) => runtime.start(1, { ...run, spec: shell(script) }))
        )
        yield* Effect.all([here, here, here, here], { concurrency: "unbounded" })
        process.kill(yield* Fiber.join(elsewhere), "SIGKILL")
        yield* StateDirectory.becomes(() => existsSync(join(directory, "runs")))
        yield* StateDirectory.becomes(() => StateDirectory.keepersOf(directory).length === 1)
        assert.deepStrictEqual(StateDirectory.keepersOf(directory), [StateDirectory.keeperOf(directory) ?? 0])
        assert.strictEqual(readFileSync(join(directory, "runs"), "utf8"), "x\n")
      })
    ))

  it("goes when nobody is there and nothing is left, and comes back", () =>
    inDirectory((directory) =>
      Controller.on(directory, { lingerMillis: 100 })(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          yield* runtime.start(1, { ...run, spec: shell("exit 0") })
          const pid = StateDirectory.keeperOf(directory) ?? 0
          yield* Effect.sleep("1 second")
          assert.isTrue(StateDirectory.isAlive(pid))
          yield* runtime.remove(1, run.pod)
          yield* StateDirectory.becomes(() => !StateDirectory.isAlive(pid))
          assert.isUndefined(StateDirectory.keeperOf(directory))
          assert.isFalse(existsSync(join(directory, "keeper.sock")))
          assert.isEmpty(readdirSync(join(directory, "pods")))
          yield* runtime.start(1, { ...Controller.key(0, "other-pod"), spec: shell("exit 0") })
        })
      )
    ))

  it("has its socket in a directory of any length", () =>
    Effect.runPromise(
      Effect.gen(function* () {
        const short = mkdtempSync(join(tmpdir(), "long-"))
        const directory = join(short, "x".repeat(120), "y".repeat(120))
        const options = { lingerMillis: 100 }
        const { exit } = yield* Controller.on(
          directory,
          options
        )(
          Effect.tap(Controller.toTheEnd(run, shell("exit 4")), () =>
            Effect.flatMap(ContainerRuntime, (runtime) => runtime.remove(1, run.pod))
          )
        )
        assert.strictEqual(exit.exitCode, 4)
        yield* StateDirectory.becomes(() => StateDirectory.keeperOf(directory) === undefined)
        rmSync(short, { recursive: true })
      })
    ))

  it("lets nobody else in", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          yield* Controller.toTheEnd(run, shell("exit 0"))
          assert.strictEqual(StateDirectory.modeOf(join(directory, "keeper.sock")) & 0o077, 0)
          const { lines } = yield* Controller.toTheEnd(next, shell("umask"))
          assert.strictEqual(
            Controller.text(lines),
            execFileSync("sh", ["-c", "umask"], { encoding: "utf8" }).trim()
          )
        })
      )
    ))

  it("ends what runs and goes when its directory is deleted", () =>
    inDirectory((directory) =>
      Controller.on(directory, { lingerMillis: 100 })(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          yield* runtime.start(1, { ...run, spec: waits(directory) })
          yield* StateDirectory.becomes(() => processesIn(directory).length === 1)
          rmSync(directory, { recursive: true })
          yield* StateDirectory.becomes(() => StateDirectory.keepersOf(directory).length === 0)
          assert.isEmpty(processesIn(directory))
        })
      )
    ))

  it("ends what runs when it is asked to end", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          const { seen } = yield* Witness.attached(1)
          yield* runtime.start(1, { ...run, spec: waits(directory) })
          yield* Witness.startIn(Controller.time, seen, run)
          for (const pid of StateDirectory.keepersOf(directory)) process.kill(pid, "SIGTERM")
          assert.strictEqual((yield* Witness.exitIn(Controller.time, seen, run)).exitCode, 137)
          assert.isEmpty(processesIn(directory))
        })
      )
    ))
})
