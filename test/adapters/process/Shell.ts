/**
 * Containers for tests: what a shell does.
 */
import type { ContainerSpec } from "../../../src/domain/pod/ContainerSpec.ts"

export const spec = (
  command: ReadonlyArray<string> | undefined,
  more: Partial<ContainerSpec> = {}
): ContainerSpec => ({
  namespace: "default",
  pod: "demo-abcde",
  hostname: "demo-0",
  image: "busybox",
  command,
  args: undefined,
  workingDir: undefined,
  env: [],
  ...more
})

/** A script of the shell; `args` are its `$0`, `$1` and so on. */
export const shell = (script: string, ...args: ReadonlyArray<string>): ContainerSpec =>
  spec(["sh", "-c", script], { args })

/** A command of the shell that runs on, whatever it is told and whoever hears it; found by its word. */
export const stubborn = (word: string): string =>
  `sh -c 'trap "" TERM HUP INT PIPE; while :; do sleep 0.1; done' ${word}`
