/**
 * Running the handler of a probe or a hook once: a command, a request, a connection, or a while of waiting. It succeeds or
 * it fails, and can be called off.
 */
import { spawn } from "node:child_process"
import { createConnection } from "node:net"
import type { Handler } from "../../../domain/pod/Health.ts"
import * as Processes from "./Processes.ts"

/** Where a command is run: as the container's own. */
export interface Place {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdin: number
}

/** One run of a handler. What is called off has failed. */
export interface Attempt {
  readonly done: Promise<boolean>
  readonly callOff: () => void
}

type Settle = (succeeded: boolean) => void

/** Begins; gives how to call it off. */
type Begin = (settle: Settle) => () => void

const exec =
  (command: ReadonlyArray<string>, { cwd, env, stdin }: Place): Begin =>
  (settle) => {
    const [program = "", ...args] = command
    const child = spawn(program, args, { cwd, env, detached: true, stdio: [stdin, "ignore", "ignore"] })
    const { pid } = child
    child.once("error", () => settle(false))
    child.once("exit", (code) => settle(code === 0))
    return () => {
      if (pid !== undefined) Processes.signalGroup(pid, "SIGKILL")
    }
  }

const connect =
  (host: string, port: number): Begin =>
  (settle) => {
    const socket = createConnection({ host, port })
    socket.once("error", () => settle(false))
    socket.once("connect", () => settle(true))
    return () => socket.destroy()
  }

const successfulFrom = 200
const successfulBelow = 400

/** Any certificate will do. What speaks HTTP is loaded by the first who needs it: the keeper stays small. */
const get =
  ({ scheme, host, port, path, headers }: Extract<Handler, { readonly _tag: "HttpGet" }>): Begin =>
  (settle) => {
    const calledOff = new AbortController()
    const options = {
      host,
      port,
      path,
      headers: Object.fromEntries(headers),
      signal: calledOff.signal,
      rejectUnauthorized: false
    }
    const ask = async () => {
      const { get: send } = await (scheme === "HTTPS" ? import("node:https") : import("node:http"))
      send(options, (response) => {
        response.resume()
        const { statusCode = 0 } = response
        settle(statusCode >= successfulFrom && statusCode < successfulBelow)
      }).once("error", () => settle(false))
    }
    ask().catch(() => settle(false))
    return () => calledOff.abort()
  }

const wait =
  (seconds: number): Begin =>
  (settle) => {
    const timer = setTimeout(() => settle(true), seconds * 1000)
    return () => clearTimeout(timer)
  }

const beginOf = (handler: Handler, place: Place): Begin => {
  switch (handler._tag) {
    case "Exec":
      return exec(handler.command, place)
    case "HttpGet":
      return get(handler)
    case "TcpSocket":
      return connect(handler.host, handler.port)
    case "Sleep":
      return wait(handler.seconds)
  }
}

/** Runs a handler, for so long at the most. */
export const begin = (handler: Handler, place: Place, timeoutSeconds?: number): Attempt => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  let end = (): void => {}
  let timer: NodeJS.Timeout | undefined
  const settle = (succeeded: boolean): void => {
    clearTimeout(timer)
    end()
    end = () => {}
    resolve(succeeded)
  }
  try {
    end = beginOf(handler, place)(settle)
  } catch {
    settle(false)
  }
  if (timeoutSeconds !== undefined) timer = setTimeout(() => settle(false), timeoutSeconds * 1000)
  return { done: promise, callOff: () => settle(false) }
}
