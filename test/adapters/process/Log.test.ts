import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import { assert, describe, it } from "vitest"
import * as ContainerLog from "../../../src/adapters/process/ContainerLog.ts"
import * as LogFile from "../../../src/adapters/process/keeper/LogFile.ts"
import { ContainerRuntime, type LogLine } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Witness from "../../../src/testing/container/Witness.ts"
import * as Controller from "./Controller.ts"
import { shell, spec } from "./Shell.ts"
import * as StateDirectory from "./StateDirectory.ts"

const run = Controller.key(0)

const inDirectory = <A>(test: (directory: string) => Effect.Effect<A, unknown>) =>
  Effect.runPromise(Effect.scoped(Effect.flatMap(StateDirectory.scoped, test)))

const directoryOf = (directory: string) =>
  join(directory, "logs", `default_demo-abcde_${Witness.pod}`, "main")

const outcome = (of: ReturnType<typeof shell>, options: Controller.Options = {}) =>
  inDirectory((directory) => Controller.on(directory, options)(Controller.toTheEnd(run, of)))

describe("the log of a process", { timeout: 60_000 }, () => {
  it("stands in the file where Kubernetes has it, in the format of the CRI (LC-91)", () =>
    inDirectory((directory) =>
      Controller.on(directory)(
        Effect.gen(function* () {
          yield* Controller.toTheEnd(run, shell("echo out; sleep 0.1; echo err >&2; sleep 0.1; printf last"))
          const text = readFileSync(join(directoryOf(directory), "0.log"), "utf8")
          const instant = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z`
          assert.match(
            text,
            new RegExp(`^${instant} stdout F out\n${instant} stderr F err\n${instant} stdout F last\n$`)
          )
        })
      )
    ))

  it("survives bytes that are no text, and lines longer than a record", async () => {
    const script = `
      process.stdout.write("x".repeat(40_000) + "\\n")
      process.stdout.write(Buffer.from([0, 1, 255, 254, 13, 10]))
      process.stdout.write("🚀".repeat(10_000))`
    const { exit, lines } = await outcome(spec([process.execPath, "-e", script]))
    assert.strictEqual(exit.exitCode, 0)
    const text = lines.map(({ text, isPartial }) => (isPartial ? text : `${text}\n`)).join("")
    const whole = `${"x".repeat(40_000)}\n\0\u0001\uFFFD\uFFFD\r\n${"🚀".repeat(10_000)}\n`
    assert.strictEqual(text, whole)
    assert.deepStrictEqual(
      lines.slice(0, 4).map(({ isPartial }) => isPartial),
      [true, true, false, false]
    )
  })

  it("holds 10 MB, rotated, and a follower gets every line of it", () =>
    inDirectory((directory) =>
      Controller.on(directory, { logs: { bytes: 1_000_000, files: 40 } })(
        Effect.gen(function* () {
          const runtime = yield* ContainerRuntime
          const script = `i=0; while [ $i -lt 100 ]; do seq -f "$i-%g ${"x".repeat(90)}" 1000; i=$((i+1)); done`
          const following = yield* Effect.forkChild(
            Stream.runCollect(
              Stream.unwrap(
                Effect.as(
                  StateDirectory.becomes(() => existsSync(directoryOf(directory))),
                  runtime.logs(run, { follow: true })
                )
              )
            )
          )
          const { lines } = yield* Controller.toTheEnd(run, shell(script))
          const texts = lines.map(({ text }) => text.split(" ")[0])
          const expected = Array.from(
            { length: 100_000 },
            (_, n) => `${Math.floor(n / 1000)}-${(n % 1000) + 1}`
          )
          assert.deepStrictEqual(texts, expected)
          assert.strictEqual((yield* Fiber.join(following)).length, 100_000)
          const files = readdirSync(directoryOf(directory))
          assert.isAbove(files.length, 10)
          for (const name of files)
            assert.isAtMost(statSync(join(directoryOf(directory), name)).size, 1_000_000)
        })
      )
    ))

  it("keeps the newest files only", async () => {
    const { lines } = await outcome(shell("seq 1 20000"), { logs: { bytes: 50_000, files: 3 } })
    assert.strictEqual(lines.at(-1)?.text, "20000")
    assert.isBelow(lines.length, 4000)
    const [first] = lines
    assert.strictEqual(lines.length, 20_001 - Number(first?.text))
  })

  it("makes who writes fast wait, and does not fill the keeper's memory", () =>
    inDirectory((directory) =>
      Controller.on(directory, { logs: { bytes: 1_000_000, files: 2 } })(
        Effect.gen(function* () {
          yield* Controller.toTheEnd(run, shell("exit 0"))
          const before = StateDirectory.peakOf(directory)
          yield* Controller.toTheEnd(Controller.key(1), shell("head -c 200000000 /dev/zero"))
          assert.isBelow(StateDirectory.peakOf(directory) - before, 100_000)
        })
      )
    ))

  it.each([
    { bytes: 0, files: 2 },
    { bytes: 1, files: 1 }
  ])("refuses to be of %o", (logs) =>
    inDirectory((directory) =>
      Effect.gen(function* () {
        const refused = yield* Effect.flip(Controller.on(directory, { logs })(Effect.void))
        assert.strictEqual(refused._tag, "ContainerRuntimeError")
      })
    )
  )
})

const collect = async (
  lines: AsyncIterable<LogLine>,
  texts: Array<string> = []
): Promise<ReadonlyArray<string>> => {
  for await (const { text } of lines) texts.push(text)
  return texts
}

describe("a log file", () => {
  const inFile = async (test: (log: LogFile.LogFile) => Promise<void>) => {
    const directory = mkdtempSync(join(tmpdir(), "log "))
    await test(LogFile.make(join(directory, "0.log"), { bytes: 200, files: 4 }))
    rmSync(directory, { recursive: true })
  }

  it("is read to its end while it is rotated away under the reader", () =>
    inFile(async (log) => {
      let isOver = false
      const texts: Array<string> = []
      const reading = collect(
        ContainerLog.read(log.path, () => isOver),
        texts
      )
      for (let line = 1; line <= 200; line++) {
        LogFile.take(log, "stdout", Buffer.from(`${line}\n`))
        // However slow the machine is: what is rotated away for good before it is read is lost.
        while (texts.length < line - 6) await new Promise((resolve) => setTimeout(resolve, 5))
      }
      LogFile.close(log)
      isOver = true
      const numbers = (await reading).map(Number)
      assert.strictEqual(numbers.at(-1), 200)
      assert.deepStrictEqual(
        numbers,
        Array.from({ length: 200 }, (_, index) => index + 1)
      )
    }))

  it("says how much could not be written, once it can be written again", () =>
    inFile(async (log) => {
      LogFile.take(log, "stdout", Buffer.from("before\n"))
      const { path, descriptor } = log
      // A descriptor of what cannot be written to stands for a full disk.
      log.descriptor = -1
      LogFile.take(log, "stdout", Buffer.from("lost\n"))
      log.descriptor = descriptor
      LogFile.take(log, "stderr", Buffer.from("after\n"))
      LogFile.close(log)
      const [first, note, last] = await collect(ContainerLog.read(path, () => true))
      assert.deepStrictEqual([first, last], ["before", "after"])
      assert.match(note ?? "", /^jobledger: \d+ bytes of the log could not be written$/)
    }))
})
