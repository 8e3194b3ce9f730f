/**
 * Runs the command as users do: in a process of its own, on the Node that runs the tests.
 */
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { onTestFinished } from "vitest"
import { command } from "../../Beforehand.ts"

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Circumstances {
  readonly cwd?: string
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

export const run = (
  args: ReadonlyArray<string>,
  { cwd, input = "", env = {} }: Circumstances = {}
): Ended => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: "utf8",
    cwd,
    input,
    maxBuffer: 2 ** 28,
    env: { ...process.env, ...env }
  })
  return { code: status, stdout, stderr }
}

/** Starts the command and does something to it as soon as it has written. */
export const disturbed = async (
  args: ReadonlyArray<string>,
  disturb: (child: ReturnType<typeof spawn>) => void,
  when: "stdout" | "spawn"
): Promise<Omit<Ended, "stdout">> => {
  const child = spawn(process.execPath, [command, ...args], { stdio: ["pipe", "pipe", "pipe"] })
  let stderr = ""
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
  if (when === "stdout") child.stdout.once("data", () => disturb(child))
  else child.once("spawn", () => disturb(child))
  const code = await new Promise<number | null>((done) => child.once("close", done))
  return { code, stderr }
}

/** A directory with these files, gone with the test. */
export const directory = (files: Readonly<Record<string, string>>): string => {
  const path = mkdtempSync(join(tmpdir(), "jobledger-"))
  onTestFinished(() => rmSync(path, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}
