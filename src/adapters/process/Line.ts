/**
 * A socket to the keeper, over which any number of requests go at once. Plain callbacks: there are several requests to
 * every process that is started.
 */
import type { Socket } from "node:net"
import * as Schema from "effect/Schema"
import * as Protocol from "./keeper/Protocol.ts"
import * as Program from "./Program.ts"
import * as Reply from "./ReplySchema.ts"

/** Who waits for answers to a request. */
export interface Listener {
  readonly hear: (reply: Reply.Reply) => void
  /** No more comes. `problem`: what the keeper said that cannot be understood. */
  readonly hungUp: (problem: string | undefined) => void
}

export interface Line {
  readonly socket: Socket
  /** By the numbers of their requests. */
  readonly listeners: Map<number, Listener>
  asked: number
}

const decode = Schema.decodeUnknownExit(Schema.fromJsonString(Reply.Answered))

const hangUp = ({ socket, listeners }: Line, problem?: string): void => {
  const waiting = [...listeners.values()]
  listeners.clear()
  socket.destroy()
  for (const { hungUp } of waiting) hungUp(problem)
}

const hear = (line: Line, text: string): void => {
  const answered = decode(text)
  if (answered._tag === "Success") line.listeners.get(answered.value.id)?.hear(answered.value.reply)
  else hangUp(line, `the keeper answers ${text}`)
}

/** A line to the keeper, which is started if there is none. */
export const open = async (program: Program.Program): Promise<Line> => {
  const line: Line = { socket: await Program.connect(program), listeners: new Map(), asked: 0 }
  const { socket } = line
  Protocol.onLine(socket, (text) => hear(line, text))
  // An error closes the socket, which is all there is to know.
  socket.on("error", () => {})
  socket.on("close", () => hangUp(line))
  return line
}

export const close = ({ socket }: Line): void => {
  socket.destroy()
}

/** Asks; gives the way not to hear the answer. */
export const ask = (line: Line, request: Protocol.Request, listener: Listener): (() => void) => {
  const id = (line.asked += 1)
  line.listeners.set(id, listener)
  if (line.socket.destroyed) hangUp(line)
  else Protocol.say(line.socket, { id, request })
  return () => line.listeners.delete(id)
}
