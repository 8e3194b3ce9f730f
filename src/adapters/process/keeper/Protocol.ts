/**
 * What a controller and the keeper say to each other: one JSON text a line. Requests are numbered, any number of them go
 * over one socket, and each is answered once, in whatever order. `attach` has a socket of its own, over which the keeper
 * goes on telling until one of them hangs up.
 */
import type { Socket } from "node:net"
import type { Observation, Run, RunKey, Stop } from "../../../runtime/container/ContainerRuntime.ts"

/** `list` asks for the last that is known of every run. `ended` is answered when the run is over, or was never begun. */
export type Request =
  | { readonly _tag: "attach"; readonly epoch: number }
  | { readonly _tag: "start"; readonly epoch: number; readonly run: Run }
  | { readonly _tag: "stop"; readonly epoch: number; readonly stop: Stop }
  | { readonly _tag: "remove"; readonly epoch: number; readonly pod: string }
  | { readonly _tag: "list" }
  | { readonly _tag: "ended"; readonly key: RunKey }

export type Reply =
  | { readonly _tag: "Done" }
  | { readonly _tag: "Superseded"; readonly epoch: number; readonly current: number }
  | { readonly _tag: "Failed"; readonly reason: string }
  | { readonly _tag: "Observed"; readonly observation: Observation }
  | { readonly _tag: "Listed"; readonly observations: ReadonlyArray<Observation> }

/** A line of a controller's. */
export interface Asked {
  readonly id: number
  readonly request: Request
}

/** A line of the keeper's, with the number of the request. */
export interface Answered {
  readonly id: number
  readonly reply: Reply
}

/** How a keeper is started: the one argument of its program, as JSON. */
export interface Settings {
  readonly directory: string
  /** How large a log file may grow, and how many of them are kept. */
  readonly logBytes: number
  readonly logFiles: number
  /** For how long a keeper stays that has nothing to do. */
  readonly lingerMillis: number
}

/** The exit code of a keeper that finds another at work. */
export const notNeeded = 3

/** A line longer than any argument list the system would take. */
const longestLine = 16 * 1024 * 1024

/** Hears a socket line by line. Who says a line without end is hung up on. */
export const onLine = (socket: Socket, hear: (line: string) => void): void => {
  let pending: Array<string> = []
  let length = 0
  socket.setEncoding("utf8")
  socket.on("data", (chunk: string) => {
    const [first = "", ...others] = chunk.split("\n")
    pending.push(first)
    length += first.length
    for (const other of others) {
      hear(pending.join(""))
      pending = [other]
      length = other.length
    }
    if (length > longestLine) socket.destroy()
  })
}

/** Says one line. What is said at one go is sent at one go. */
export const say = (socket: Socket, message: Asked | Answered): void => {
  if (socket.writableCorked === 0) {
    socket.cork()
    process.nextTick(() => socket.uncork())
  }
  socket.write(`${JSON.stringify(message)}\n`)
}
