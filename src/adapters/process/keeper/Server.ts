/**
 * The keeper's door: a socket that only its owner can open. One request a connection.
 */
import { rmSync } from "node:fs"
import { createServer, type Server, type Socket } from "node:net"
import * as Answers from "./Answers.ts"
import type * as Keeper from "./Keeper.ts"
import * as Protocol from "./Protocol.ts"

/** Who lets this much pile up unread is hung up on, and learns all of it on attaching again. */
const pileMax = 64 * 1024 * 1024

const requestOf = (line: string): Protocol.Request | undefined => {
  try {
    // Only the adapter of the same package speaks here; the keeper checks names and numbers.
    return JSON.parse(line) as Protocol.Request
  } catch {
    return undefined
  }
}

const hear = async (keeper: Keeper.Keeper, socket: Socket, asker: Keeper.Controller, line: string) => {
  const request = requestOf(line)
  const reply: Protocol.Reply | undefined =
    request === undefined
      ? { _tag: "Failed", reason: "a request is one line of JSON" }
      : await Answers.answer(keeper, request, asker)
  if (reply !== undefined) {
    Protocol.say(socket, reply)
    socket.end()
  }
}

const welcome = (keeper: Keeper.Keeper, socket: Socket): void => {
  const asker: Keeper.Controller = {
    tell: (reply) => {
      Protocol.say(socket, reply)
      if (socket.writableLength > pileMax) socket.destroy()
    },
    leave: () => socket.end()
  }
  // Whoever hangs up has its reasons.
  socket.on("error", () => {})
  socket.on("close", () => keeper.attached.delete(asker))
  Protocol.onLine(socket, (line) => void hear(keeper, socket, asker, line))
}

/** Opens the door. The socket of a keeper that died is in the way, and nobody's: the ledger is ours. */
export const listen = (keeper: Keeper.Keeper, path: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    rmSync(path, { force: true })
    const server = createServer((socket) => welcome(keeper, socket))
    server.once("error", reject)
    server.once("listening", () => resolve(server))
    const before = process.umask(0o077)
    server.listen(path)
    process.umask(before)
  })
