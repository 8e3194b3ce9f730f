/**
 * The keeper's door: a socket that only its owner can open.
 */
import { rmSync } from "node:fs"
import { createServer, type Server, type Socket } from "node:net"
import * as Answers from "./Answers.ts"
import type * as Keeper from "./Keeper.ts"
import * as Protocol from "./Protocol.ts"

/** Who lets this much pile up unread is hung up on, and learns all of it on attaching again. */
const pileMax = 64 * 1024 * 1024

const askedOf = (line: string): Protocol.Asked | undefined => {
  try {
    // Only the adapter of the same package speaks here; the keeper checks names and numbers.
    return JSON.parse(line) as Protocol.Asked
  } catch {
    return undefined
  }
}

/** Who asked over this socket under this number. */
const askerOf = (socket: Socket, id: number): Keeper.Controller => ({
  tell: (reply) => {
    Protocol.say(socket, { id, reply })
    if (socket.writableLength > pileMax) socket.destroy()
  },
  leave: () => socket.end()
})

const hear = async (keeper: Keeper.Keeper, socket: Socket, line: string): Promise<void> => {
  const asked = askedOf(line)
  // Who speaks another language is hung up on.
  if (asked === undefined) return void socket.destroy()
  const asker = askerOf(socket, asked.id)
  if (asked.request._tag === "attach") socket.once("close", () => keeper.attached.delete(asker))
  keeper.asking += 1
  const reply = await Answers.answer(keeper, asked.request, asker)
  keeper.asking -= 1
  if (reply !== undefined) asker.tell(reply)
}

const welcome = (keeper: Keeper.Keeper, socket: Socket): void => {
  // Whoever hangs up has its reasons.
  socket.on("error", () => {})
  Protocol.onLine(socket, (line) => void hear(keeper, socket, line))
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
