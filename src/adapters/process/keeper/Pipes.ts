/**
 * Pipes for what containers write. Node would give them sockets, and `echo > /dev/stderr` fails on those; named pipes,
 * made many at a time and used again once all who wrote to them are gone, behave as everywhere.
 */
import { execFileSync } from "node:child_process"
import { closeSync, constants, mkdirSync, openSync, rmSync } from "node:fs"
import { Socket } from "node:net"
import { join } from "node:path"

export interface Pipes {
  readonly directory: string
  readonly ready: Array<string>
  made: number
}

export interface Pipe {
  readonly reader: Socket
  /** To be closed once the container has it. */
  readonly writer: number
}

const many = 32

/** Those of an earlier keeper are of no use. */
export const make = (directory: string): Pipes => {
  rmSync(directory, { recursive: true, force: true })
  mkdirSync(directory)
  return { directory, ready: [], made: 0 }
}

const named = (pipes: Pipes): string => {
  if (pipes.ready.length === 0) {
    const paths = Array.from({ length: many }, () => join(pipes.directory, String((pipes.made += 1))))
    execFileSync("mkfifo", ["-m", "600", ...paths], { stdio: "ignore" })
    pipes.ready.push(...paths)
  }
  return pipes.ready.pop() ?? named(pipes)
}

/** One for all: what was read is heard before anything else is read. New ones would be garbage that makes forks slow. */
const buffer = Buffer.allocUnsafe(64 * 1024)

/** Lets go of a pipe: if its end was read, nobody has it open any more and the next container may have it. */
const release = (pipes: Pipes, path: string, reader: Socket): void => {
  if (reader.readableEnded) pipes.ready.push(path)
  else rmSync(path, { force: true })
}

const readerOf = (fd: number, hear: (chunk: Buffer) => void): Socket => {
  const callback = (length: number): boolean => {
    hear(buffer.subarray(0, length))
    return true
  }
  const reader = new Socket({ fd, readable: true, writable: false, onread: { buffer, callback } })
  // A pipe that breaks is closed, which is all there is to know.
  reader.on("error", () => {})
  return reader.resume()
}

/** A pipe of its own, noted in `taken`. What is written to it is heard, and must be copied to be kept. */
export const take = (pipes: Pipes, taken: Array<Pipe>, hear: (chunk: Buffer) => void): void => {
  const path = named(pipes)
  // Without a writer yet, a reader that waited for one would wait for ever.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const writer = openSync(path, constants.O_WRONLY)
    const reader = readerOf(fd, hear)
    reader.once("close", () => release(pipes, path, reader))
    taken.push({ reader, writer })
  } catch (error) {
    closeSync(fd)
    throw error
  }
}
