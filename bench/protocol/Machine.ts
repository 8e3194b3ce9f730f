/**
 * What a run was measured on, and whether that was quiet.
 */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { cpus, loadavg, release, totalmem, type } from "node:os"
import { setTimeout } from "node:timers/promises"
import * as Predicate from "effect/Predicate"

export interface Machine {
  readonly at: string
  readonly commit: string
  readonly node: string
  readonly kernel: string
  readonly cpu: string
  readonly memory: string
  readonly load: number
  readonly peers: Readonly<Record<string, string>>
}

const root = new URL("../", import.meta.url)

/** The names and versions the bench's own manifest pins. */
export const pinned = (): Readonly<Record<string, string>> => {
  const manifest: unknown = JSON.parse(readFileSync(new URL("package.json", root), "utf8"))
  if (!Predicate.hasProperty(manifest, "dependencies") || !Predicate.isObject(manifest.dependencies))
    return {}
  return Object.fromEntries(
    Object.entries(manifest.dependencies).map(([name, version]) => [name, String(version)])
  )
}

export const hasPeers = (): boolean =>
  Object.keys(pinned()).every((name) => existsSync(new URL(`node_modules/${name}/package.json`, root)))

const git = (...args: ReadonlyArray<string>): string => {
  try {
    return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: "pipe" }).trim()
  } catch {
    return ""
  }
}

/** The commit, marked where the sources differ from it. */
const commit = (): string =>
  git("rev-parse", "--short", "HEAD") +
  (git("status", "--porcelain", "--", "../src") === "" ? "" : " with changes")

const load = (): number => loadavg()[0] ?? 0

export const describe = (): Machine => {
  const all = cpus()
  return {
    at: `${new Date().toISOString().slice(0, 19)}Z`,
    commit: commit(),
    node: process.version,
    kernel: `${type()} ${release()}`,
    cpu: `${all.length} × ${all[0]?.model.trim() ?? "unknown"}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    load: load(),
    peers: pinned()
  }
}

const loadMax = 0.5
const pollMillis = 5000

/** Waits for the load average to fall below the limit; whether it did in time. */
export const quiet = async (waitMillis: number): Promise<boolean> => {
  if (load() < loadMax) return true
  if (waitMillis <= 0) return false
  await setTimeout(Math.min(pollMillis, waitMillis))
  return quiet(waitMillis - pollMillis)
}
