/**
 * Running the handler of a probe or a hook once: a command, a request, a connection, or a while of waiting. It succeeds or
 * it fails, and can be called off.
 */
import { spawn, type StdioOptions } from "node:child_process"
import { createConnection } from "node:net"
import type { Handler } from "../../../domain/pod/Health.ts"
import type * as Probing from "../../../domain/pod/Probing.ts"
import * as Processes from "./Processes.ts"
import * as Waiting from "./Waiting.ts"

/** Where a command is run: as the container's own. */
export interface Place {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdin: number
}

/** One run of a handler. What is called off has failed; what it left running is ended with it, even later. */
export interface Attempt<A> {
  readonly done: Promise<A>
  readonly callOff: () => void
}

export type Hook = Attempt<boolean>

type Settle = (result: Probing.Result) => void

/** Begins; gives how to end what is left of it. */
type Begin = (settle: Settle) => () => void

/**
 * What it says is not kept. It reads nothing, and holds the file of that twice: a shell takes it from what it leaves behind,
 * which must be found all the same (`Processes.inheritedAt`).
 */
const stdioOf = (stdin: number): StdioOptions => [stdin, "ignore", "ignore", stdin]

/** A command that cannot be run says nothing of the container. */
const exec =
  (command: ReadonlyArray<string>, { cwd, env, stdin }: Place): Begin =>
  (settle) => {
    const [program = "", ...args] = command
    const child = spawn(program, args, { cwd, env, detached: true, stdio: stdioOf(stdin) })
    const { pid } = child
    child.once("error", () => settle("Unknown"))
    child.once("exit", (code) => settle(code === 0 ? "Success" : "Failure"))
    if (pid === undefined) return () => {}
    const mark = Processes.markOf(pid)
    return () => Processes.killGroup(mark)
  }

/** A name that leads nowhere is no port, and nothing is asked. */
const isPort = (port: number): boolean => port > 0

const nowhere: Begin = (settle) => {
  settle("Unknown")
  return () => {}
}

const connect =
  (host: string, port: number): Begin =>
  (settle) => {
    const socket = createConnection({ host, port })
    socket.once("error", () => settle("Failure"))
    socket.once("connect", () => settle("Success"))
    return () => socket.destroy()
  }

/** Whether an answer is a good one. A hook is content with any (LC-71). */
type Judge = (statusCode: number) => boolean

const any: Judge = () => true
const isWell: Judge = (statusCode) => statusCode >= 200 && statusCode < 400

/** Any certificate will do. What speaks HTTP is loaded by the first who needs it: the keeper stays small. */
const get =
  (
    { scheme, host, port, path, headers }: Extract<Handler, { readonly _tag: "HttpGet" }>,
    isGood: Judge
  ): Begin =>
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
        settle(isGood(statusCode) ? "Success" : "Failure")
      }).once("error", () => settle("Failure"))
    }
    ask().catch(() => settle("Unknown"))
    return () => calledOff.abort()
  }

const wait =
  (seconds: number): Begin =>
  (settle) =>
    Waiting.after(seconds * 1000, () => settle("Success"))

const beginOf = (handler: Handler, place: Place, isGood: Judge): Begin => {
  switch (handler._tag) {
    case "Exec":
      return exec(handler.command, place)
    case "HttpGet":
      return isPort(handler.port) ? get(handler, isGood) : nowhere
    case "TcpSocket":
      return isPort(handler.port) ? connect(handler.host, handler.port) : nowhere
    case "Sleep":
      return wait(handler.seconds)
  }
}

const attempt = (begin: Begin): Attempt<Probing.Result> => {
  const { promise, resolve } = Promise.withResolvers<Probing.Result>()
  let end = (): void => {}
  try {
    end = begin(resolve)
  } catch {
    resolve("Unknown")
  }
  return {
    done: promise,
    callOff: () => {
      resolve("Failure")
      end()
    }
  }
}

/** Looks once, for so long at the most; nothing is left of it then. */
export const probe = (handler: Handler, place: Place, timeoutSeconds: number): Attempt<Probing.Result> => {
  const { done, callOff } = attempt(beginOf(handler, place, isWell))
  const punctual = Waiting.after(timeoutSeconds * 1000, callOff)
  const over = done.then((result) => {
    punctual()
    callOff()
    return result
  })
  return { done: over, callOff }
}

/** Runs a hook for as long as it takes. What it leaves running goes on until it is called off. */
export const hook = (handler: Handler, place: Place): Hook => {
  const { done, callOff } = attempt(beginOf(handler, place, any))
  return { done: done.then((result) => result === "Success"), callOff }
}
