/**
 * Where things are below the state directory, and what may be the name of a thing there.
 */
import { closeSync, openSync } from "node:fs"
import { join } from "node:path"
import type { Run, RunKey } from "../../../runtime/container/ContainerRuntime.ts"

/** The keeper's memory, and the lock that makes it the only one. */
export const ledger = (root: string): string => join(root, "ledger.sqlite")

/** The keeper's last words, should it break. */
export const complaints = (root: string): string => join(root, "keeper.log")

/** The process id of the keeper that serves this directory, for people. */
export const keeperPid = (root: string): string => join(root, "keeper.pid")

/** The empty file every container reads from, by which a later keeper knows them. */
export const stdin = (root: string): string => join(root, "stdin")

/** Pipes that wait for their containers. */
export const pipes = (root: string): string => join(root, "pipes")

/** The working directories of all Pods. */
export const pods = (root: string): string => join(root, "pods")

/** The working directory of a Pod's containers. */
export const pod = (root: string, uid: string): string => join(pods(root), uid)

/** The logs of all Pods. */
export const logs = (root: string): string => join(root, "logs")

/** The logs of a Pod. */
export const logsOf = (root: string, { spec, pod }: Pick<Run, "spec" | "pod">): string =>
  join(logs(root), `${spec.namespace}_${spec.pod}_${pod}`)

/** The log of a run that is written now (LC-91); what was rotated away has a number behind it. */
export const log = (root: string, run: Run): string =>
  join(logsOf(root, run), run.container, `${run.attempt}.log`)

const socketName = "keeper.sock"

/** What the system takes for the path of a socket, with room to spare. */
const longestSocketPath = 100

/**
 * The socket's path while `use` lasts. A path that is too long for a socket is shortened by naming the directory by a
 * descriptor of this process, so that it need not be anywhere else.
 */
export const openSocketPath = (root: string): { readonly path: string; readonly close: () => void } => {
  const path = join(root, socketName)
  if (Buffer.byteLength(path) <= longestSocketPath) return { path, close: () => {} }
  if (process.platform !== "linux")
    throw new Error(`${path}: longer than ${longestSocketPath} bytes, which a socket's path may not be`)
  const descriptor = openSync(root, "r")
  return { path: `/proc/self/fd/${descriptor}/${socketName}`, close: () => closeSync(descriptor) }
}

const isName = (text: unknown): boolean =>
  typeof text === "string" && /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(text)

/** Why these are no names of files, as all names of Kubernetes are; nothing where they are. */
export const nameProblem = (names: Readonly<Record<string, unknown>>): string | undefined => {
  const wrong = Object.entries(names).find(([, name]) => !isName(name))
  if (wrong === undefined) return undefined
  return `${wrong[0]} ${JSON.stringify(wrong[1])}: must be letters, digits, "-" and ".", beginning with a letter or digit`
}

/** Why this key cannot be kept. */
export const keyProblem = ({ pod, container, attempt }: RunKey): string | undefined =>
  Number.isSafeInteger(attempt) && attempt >= 0
    ? nameProblem({ pod, container })
    : `attempt ${attempt}: must be an integer from 0`
