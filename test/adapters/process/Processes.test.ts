import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import * as Processes from "../../../src/adapters/process/keeper/Processes.ts"

const directory = mkdtempSync(join(tmpdir(), "processes "))
const inherited = { stdin: join(directory, "stdin"), pipes: join(directory, "pipes") }

beforeAll(() => writeFileSync(inherited.stdin, ""))
afterAll(() => rmSync(directory, { recursive: true }))

/** A process that leads a group, as a container does. */
const sleeper = (
  stdin: "ignore" | number = "ignore"
): { readonly pid: number; readonly child: ChildProcess } => {
  const child = spawn("sleep", ["600"], { detached: true, stdio: [stdin, "ignore", "ignore"] })
  return { pid: child.pid ?? assert.fail("sleep did not start"), child }
}

const isKilled = async (child: ChildProcess): Promise<boolean> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit")
  return child.signalCode === "SIGKILL"
}

const spares = async (mark: (pid: number) => Processes.Mark) => {
  const { pid, child } = sleeper()
  assert.strictEqual(await Processes.killLeftOver([mark(pid)], inherited, 5000), 0)
  assert.isTrue(process.kill(pid, 0))
  child.kill("SIGKILL")
  assert.isTrue(await isKilled(child))
}

describe("what a keeper left behind", () => {
  it("is killed if it is the process that was begun", async () => {
    const { pid, child } = sleeper()
    assert.strictEqual(await Processes.killLeftOver([Processes.markOf(pid)], inherited, 5000), 0)
    assert.isTrue(await isKilled(child))
  })

  it("is killed if its number was not written down", async () => {
    const { child } = sleeper(openSync(inherited.stdin, "r"))
    assert.strictEqual(await Processes.killLeftOver([], inherited, 5000), 0)
    assert.isTrue(await isKilled(child))
  })

  it("is spared if another process was given the number", () =>
    spares((pid) => ({ ...Processes.markOf(pid), ticks: "1" })))

  it("is spared if nobody knows when it began", () =>
    spares((pid) => ({ ...Processes.markOf(pid), ticks: undefined })))

  it("is spared if the number is of another boot or namespace", () =>
    spares((pid) => ({ ...Processes.markOf(pid), place: "elsewhere" })))

  it("may be gone", async () => {
    const { pid, child } = sleeper()
    const mark = Processes.markOf(pid)
    child.kill("SIGKILL")
    await isKilled(child)
    assert.strictEqual(await Processes.killLeftOver([mark], inherited, 5000), 0)
  })
})
