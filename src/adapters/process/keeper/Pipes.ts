/**
 * Pipes for what containers write. Node would give them sockets, and `echo > /dev/stderr` fails on those; named pipes,
 * made many at a time and used again once all who wrote to them are gone, behave as everywhere.
 *
 * Most containers are over before anybody need listen: their pipes are read when they have ended.
 */
import { execFileSync } from "node:child_process"
import { closeSync, constants, mkdirSync, openSync, readSync, rmSync } from "node:fs"
import { Socket } from "node:net"
import { join } from "node:path"

/** A named pipe, open for reading, to which nobody can write. */
interface Ready {
  readonly path: string
  readonly fd: number
}

export interface Pipes {
  readonly directory: string
  readonly ready: Array<Ready>
  made: number
}

export interface Pipe extends Ready {
  readonly pipes: Pipes
  /** To be closed once the container has it. */
  readonly writer: number
  readonly hear: (chunk: Buffer) => void
  /** There once it is listened to. */
  reader: Socket | undefined
}

const many = 32

/** Those of an earlier keeper are of no use. */
export const make = (directory: string): Pipes => {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  return { directory, ready: [], made: 0 }
}

/** Without a writer yet, a reader that waited for one would wait for ever. */
const opened = (path: string): Ready => ({
  path,
  fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
})

const next = (pipes: Pipes): Ready => {
  if (pipes.ready.length === 0) {
    const paths = Array.from({ length: many }, () => join(pipes.directory, String((pipes.made += 1))))
    execFileSync("mkfifo", ["-m", "600", ...paths], { stdio: "ignore" })
    for (const path of paths) pipes.ready.push(opened(path))
  }
  return pipes.ready.pop() ?? next(pipes)
}

/** A pipe of its own, noted in `taken`. What is written to it is heard, and must be copied to be kept. */
export const take = (pipes: Pipes, taken: Array<Pipe>, hear: (chunk: Buffer) => void): void => {
  const ready = next(pipes)
  try {
    const writer = openSync(ready.path, constants.O_WRONLY)
    taken.push({ ...ready, pipes, writer, hear, reader: undefined })
  } catch (error) {
    pipes.ready.push(ready)
    throw error
  }
}

/** One for all: what was read is heard before anything else is read. New ones would be garbage that makes forks slow. */
const buffer = Buffer.allocUnsafe(64 * 1024)

/** How often a pipe is read at one go: who writes on and on is listened to instead. */
const readsMax = 8

/** Reads what a pipe holds. Whether that was all, nobody has it open any more, and the next container may have it. */
export const drain = ({ pipes, path, fd, hear }: Pipe): boolean => {
  try {
    for (let reads = 0; reads < readsMax; reads++) {
      const length = readSync(fd, buffer)
      if (length === 0) {
        pipes.ready.push({ path, fd })
        return true
      }
      hear(buffer.subarray(0, length))
    }
  } catch {
    // Somebody may still write to it.
  }
  return false
}

/** Hears from now on what is written, until nobody can write any more or the reader is destroyed. */
export const listen = (pipe: Pipe): Socket => {
  const { pipes, path, fd, hear } = pipe
  const callback = (length: number): boolean => {
    hear(buffer.subarray(0, length))
    return true
  }
  const reader = new Socket({ fd, readable: true, writable: false, onread: { buffer, callback } })
  pipe.reader = reader
  // A pipe that breaks is closed, which is all there is to know.
  reader.on("error", () => {})
  reader.once("close", () => {
    if (reader.readableEnded) pipes.ready.push(opened(path))
    else rmSync(path, { force: true })
  })
  return reader.resume()
}

/** Lets go of a pipe that nobody listens to, whoever writes to it. */
export const discard = ({ path, fd }: Pipe): void => {
  closeSync(fd)
  rmSync(path, { force: true })
}
