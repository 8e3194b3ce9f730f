import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import { ContainerRuntime } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../../src/testing/container/Witness.ts"
import * as Controller from "./Controller.ts"
import { shell, spec, stubborn } from "./Shell.ts"
import * as StateDirectory from "./StateDirectory.ts"

const run = Controller.key(0)

const inDirectory = <A>(test: (directory: string) => Effect.Effect<A, unknown>) =>
  Effect.runPromise(Effect.scoped(Effect.flatMap(StateDirectory.scoped, test)))

const outcome = (of: ReturnType<typeof shell>) =>
  inDirectory((directory) => Controller.on(directory)(Controller.toTheEnd(run, of)))

const printed = async (of: ReturnType<typeof shell>) => Controller.text((await outcome(of)).lines)

describe("a container that is a process", { timeout: 60_000 }, () => {
  it("has the environment of its spec, PATH, HOME and HOSTNAME, and nothing else", async () => {
    const env = [
      { name: "PLAIN", value: "1" },
      { name: "EMPTY", value: "" },
      { name: "odd.name-with/things", value: "  spaces\tand 'quotes' \"$HOME\" `id` \\ ü ✓ 🚀" },
      { name: "LINES", value: "one\ntwo" },
      { name: "__proto__", value: "own" },
      { name: "PLAIN", value: "the later one wins" }
    ]
    const script = "process.stdout.write(JSON.stringify(Object.entries(process.env)))"
    const text = await printed(spec([process.execPath, "-e", script], { env }))
    const { PATH = "", HOME = "" } = process.env
    // The script printed it.
    assert.sameDeepMembers(JSON.parse(text) as Array<[string, string]>, [
      ["PATH", PATH],
      ["HOME", HOME],
      ["HOSTNAME", "demo-0"],
      ...env.slice(1).map(({ name, value }): [string, string] => [name, value])
    ])
  })

  it("takes PATH, HOME and HOSTNAME from its spec where it has them", async () => {
    const env = ["PATH", "HOME", "HOSTNAME"].map((name) => ({ name, value: "mine" }))
    assert.strictEqual(
      await printed(spec(["/bin/sh", "-c", "echo $PATH $HOME $HOSTNAME"], { env })),
      "mine mine mine"
    )
  })

  it("has its arguments as they are", async () => {
    const args = ["", " ", "a b", "$(id)", "*", "'", '"', "\\", "new\nline", "ü ✓ 🚀", "--", "-n"]
    const script = "process.stdout.write(JSON.stringify(process.argv.slice(2)))"
    const program = ["-e", `process.argv.splice(1, 0, "x");${script}`, "--"]
    const text = await printed(spec([process.execPath, ...program], { args }))
    assert.deepStrictEqual(JSON.parse(text), args)
  })

  it("begins in a directory of its Pod, below a path with spaces", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const { lines } = yield* Controller.toTheEnd(run, shell("pwd; echo kept > file"))
          assert.strictEqual(Controller.text(lines), join(directory, "pods", run.pod))
          const next = yield* Controller.toTheEnd(Controller.key(1), shell("cat file"))
          assert.strictEqual(Controller.text(next.lines), "kept")
        })
      )
    ))

  it("begins in its workingDir, which must be there", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const workingDir = join(directory, "here and there")
          mkdirSync(workingDir)
          const there = yield* Controller.toTheEnd(run, spec(["pwd"], { workingDir }))
          assert.strictEqual(Controller.text(there.lines), workingDir)
          const missing = yield* Controller.toTheEnd(
            Controller.key(1),
            spec(["pwd"], { workingDir: join(directory, "nowhere") })
          )
          assert.strictEqual(missing.exit.exitCode, 128)
          assert.include(Controller.text(missing.lines), `workingDir ${join(directory, "nowhere")}`)
        })
      )
    ))

  it("reads nothing, and writes to /dev/stdout and /dev/stderr", async () => {
    const { exit, lines } = await outcome(shell("cat; echo out > /dev/stdout; echo err > /dev/stderr"))
    assert.strictEqual(exit.exitCode, 0)
    assert.sameDeepMembers(
      lines.map(({ stream, text }) => [stream, text]),
      [
        ["stdout", "out"],
        ["stderr", "err"]
      ]
    )
  })

  it.each([
    ["a command that is missing", spec(["no-such-command"]), "no-such-command: no such file or directory"],
    ["no command", spec(undefined), "cannot run an image (busybox)"],
    ["a command that is a directory", spec(["/"]), "permission denied"],
    ["a zero byte", spec(["echo", "a\0b"]), "null bytes"],
    ["too long an argument", spec(["echo", "x".repeat(3_000_000)]), "argument list too long"]
  ])("cannot be started: %s (LC-14)", async (_, of, message) => {
    const { exit, lines } = await outcome(of)
    assert.deepInclude(exit, { exitCode: 128, reason: "StartError", startedAt: undefined })
    assert.include(Controller.text(lines), message)
  })

  it("cannot be started from a file that is no program (LC-14)", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const path = join(directory, "no program")
          writeFileSync(path, "", { mode: 0o644 })
          const { exit, lines } = yield* Controller.toTheEnd(run, spec([path]))
          assert.deepInclude(exit, { exitCode: 128, reason: "StartError" })
          assert.include(Controller.text(lines), "permission denied")
        })
      )
    ))

  it.each([
    ["SIGKILL", 137],
    ["SIGTERM", 143],
    ["SIGSEGV", 139],
    ["SIGINT", 130]
  ])("ends by %s with %i (LC-15)", async (signal, code) => {
    const { exit } = await outcome(shell(`kill -${signal.slice(3)} $$; sleep 600`))
    assert.deepInclude(exit, { exitCode: code, reason: "Error" })
  })

  it("takes along, when it ends, what it has left in its group", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const word = `left-${process.pid}-${Date.now()}`
          const left = `${stubborn(word)} >/dev/null 2>&1`
          const { exit } = yield* Controller.toTheEnd(
            run,
            shell(`${left} & (${left} & sleep 600) & sleep 0.3`)
          )
          assert.strictEqual(exit.exitCode, 0)
          yield* StateDirectory.becomes(() => StateDirectory.processesWith(word).length === 0)
        })
      )
    ))

  it("ends although a process that left its group goes on", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const { exit, lines } = yield* Controller.toTheEnd(run, shell("setsid sleep 20 & echo gone"))
          assert.strictEqual(exit.exitCode, 0)
          assert.strictEqual(Controller.text(lines), "gone")
        })
      )
    ))

  it("refuses names that would lead elsewhere", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          const refusals = [
            runtime.start(1, { ...run, pod: "../elsewhere", spec: shell("true") }),
            runtime.start(1, { ...run, container: "a/b", spec: shell("true") }),
            runtime.start(1, { ...run, spec: { ...shell("true"), namespace: ".." } }),
            runtime.start(1, { ...run, attempt: -1, spec: shell("true") }),
            runtime.stop(1, { ...run, killAt: Number.NaN }),
            runtime.remove(1, "..")
          ]
          for (const refused of refusals) {
            const error = yield* Effect.flip(refused)
            assert.strictEqual(error._tag, "ContainerRuntimeError")
          }
        })
      )
    ))

  it("is one of 200 that run at once, each with its own end", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          const { seen } = yield* Witness.attached(1)
          const runs = Array.from({ length: 200 }, (_, attempt) => Controller.key(attempt))
          yield* Effect.forEach(
            runs,
            (one) => runtime.start(1, { ...one, spec: shell(`echo ${one.attempt}; exit ${one.attempt}`) }),
            { concurrency: "unbounded", discard: true }
          )
          for (const one of runs) {
            const exit = yield* Witness.exitIn(Controller.time, seen, one)
            assert.strictEqual(exit.exitCode, one.attempt)
            assert.strictEqual(Controller.text(yield* Controller.log(one)), String(one.attempt))
          }
          assert.lengthOf(
            seen.filter(({ _tag }) => _tag === "Exited"),
            200
          )
        })
      )
    ))
})

describe("the pipes of containers", { timeout: 60_000 }, () => {
  it("are not used again while somebody may still write to them", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          const escapes = "setsid sh -c 'sleep 1.5; echo stray' & echo mine"
          const { lines } = yield* Controller.toTheEnd(run, shell(escapes))
          assert.strictEqual(Controller.text(lines), "mine")
          const next = yield* Controller.toTheEnd(Controller.key(1), shell("sleep 2.5; echo next"))
          assert.strictEqual(Controller.text(next.lines), "next")
        })
      )
    ))

  it("are used again otherwise", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          for (let attempt = 0; attempt < 20; attempt++) {
            const { lines } = yield* Controller.toTheEnd(Controller.key(attempt), shell(`echo ${attempt}`))
            assert.strictEqual(Controller.text(lines), String(attempt))
          }
          assert.lengthOf(readdirSync(join(directory, "pipes")), 32)
        })
      )
    ))
})
