/**
 * What else runs a command many times, two at once: `xargs`, which keeps nothing, and GNU `parallel` and `tsp` (the task
 * spooler), which keep the exit codes.
 */
import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Side from "../protocol/Side.ts"

/** Runs a command so many times, and gives how many succeeded. */
export type Spawner = (command: ReadonlyArray<string>, times: number) => Promise<number>

const isInstalled = (file: string): boolean => spawnSync("which", [file], { stdio: "ignore" }).status === 0

/** What a program prints, with this as its input. */
const outputOf = async (
  file: string,
  args: ReadonlyArray<string>,
  input = "",
  env: NodeJS.ProcessEnv = {}
): Promise<string> => {
  const child = spawn(file, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env }
  })
  const chunks: Array<string> = []
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk))
  child.stdin.end(input)
  const code = await new Promise<number | null>((done) => child.once("close", done))
  if (code !== 0) throw new Error(`${file} ended with ${code}`)
  return chunks.join("")
}

const inDirectory = async <A>(work: (directory: string) => Promise<A>): Promise<A> => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-bench-"))
  try {
    return await work(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** It fails where one of the commands fails. */
const xargs: Spawner = async (command, times) => {
  await outputOf("xargs", ["-P2", "-I{}", ...command], "{}\n".repeat(times))
  return times
}

const parallel: Spawner = (command, times) =>
  inDirectory(async (directory) => {
    const log = join(directory, "joblog")
    const args = ["--will-cite", "-j2", "-N0", "--joblog", log, ...command]
    await outputOf("parallel", args, "x\n".repeat(times))
    const [, ...jobs] = readFileSync(log, "utf8").trim().split("\n")
    return jobs.filter((job) => job.split("\t")[6] === "0").length
  })

/** Its queue is filled by a client for each job, as it is meant to be; what the command prints is thrown away. */
const spool = `
tsp -S 2
i=0
while [ $i -lt "$0" ]; do tsp -n "$@" >/dev/null; i=$((i + 1)); done
while tsp -l | grep -qE '^[0-9]+ +(queued|running)'; do sleep 0.02; done
tsp -l | grep -cE '^[0-9]+ +finished +[^ ]+ +0 '
tsp -K
`

const tsp: Spawner = (command, times) =>
  inDirectory(async (directory) => {
    const env = { TS_SOCKET: join(directory, "socket"), TS_MAXFINISHED: String(times) }
    return Number((await outputOf("sh", ["-c", spool, String(times), ...command], "", env)).trim())
  })

const all: Readonly<Record<string, Spawner>> = { xargs, parallel, tsp }

/** One unit of work is one process. */
export const side = (
  name: string,
  spawner: Spawner,
  command: ReadonlyArray<string>,
  times: number
): Side.Side =>
  Side.timed(name, async () => ({ units: times, facts: `${await spawner(command, times)} succeeded` }))

/** The side of a program of the machine's; nothing where it is not installed. */
export const onMachine = (
  name: string,
  command: ReadonlyArray<string>,
  times: number
): Side.Side | undefined => {
  const spawner = all[name]
  return spawner === undefined || !isInstalled(name) ? undefined : side(name, spawner, command, times)
}
