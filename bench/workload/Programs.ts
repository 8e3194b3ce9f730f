/**
 * Programs that are started and waited for: the command as it is published, and others beside it.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Side from "../protocol/Side.ts"

export interface Program {
  readonly name: string
  readonly file: string
  readonly args: ReadonlyArray<string>
}

const repository = fileURLToPath(new URL("../../", import.meta.url))
const main = join(repository, "dist/adapters/cli/main.js")

export const example = (name: string): string => join(repository, `examples/${name}.yaml`)

/** Builds what is measured. */
export const build = (): void => {
  execFileSync("npm", ["run", "build"], { cwd: repository, stdio: "ignore" })
}

export const jobledger = (...args: ReadonlyArray<string>): Program => ({
  name: `jobledger ${args[0] ?? ""}`,
  file: process.execPath,
  args: [main, ...args]
})

export const bareNode: Program = { name: "node -e 0", file: process.execPath, args: ["-e", "0"] }

/** A program of the machine's, or another one where that is missing or does not succeed. */
export const onMachine = (text: string, otherwise: Program): Program => {
  const [file = "", ...args] = text.split(" ")
  const { status } = spawnSync(file, args, { stdio: "ignore" })
  return status === 0 ? { name: text, file, args } : otherwise
}

/** `get jobs` on a large store says much. */
const outputMax = 2 ** 30

/** One unit of work is one start, to the end of the process. */
export const side = ({ name, file, args }: Program): Side.Side =>
  Side.timed(name, () => {
    const { status } = spawnSync(file, args, { stdio: ["ignore", "pipe", "inherit"], maxBuffer: outputMax })
    if (status !== 0) throw new Error(`${name} ended with ${status}`)
    return { units: 1, facts: "ended well" }
  })

const manifest = (name: string): string => `
apiVersion: batch/v1
kind: Job
metadata: { name: ${name} }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: main, image: host, command: ["true"] }]
`

/** A store in which so many Jobs have run to their end, gone when this process is. */
export const store = (jobs: number): string => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-bench-"))
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, "jobs.yaml")
  const documents = Array.from({ length: jobs }, (_, position) => manifest(`job-${position}`))
  writeFileSync(path, documents.join("---"))
  const made = join(directory, "store")
  const { file, args } = jobledger("run", "--quiet", path, "--store", made)
  execFileSync(file, args, { stdio: "ignore" })
  return made
}
