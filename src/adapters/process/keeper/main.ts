/**
 * The keeper: the small process that forks containers, and outlives the controller that asked for them. It keeps exit
 * codes, ends what was asked to end, and goes when nobody is there, nothing runs, and nothing known is unremoved.
 *
 * It imports no more than Node, because forking takes the longer the larger a process is.
 */
import { closeSync, existsSync, openSync, rmSync, writeFileSync } from "node:fs"
import * as module from "node:module"
import type { Server } from "node:net"
import { makeDirectory } from "../../directory/MakeDirectory.ts"
import * as Directory from "./Directory.ts"
import * as Keeper from "./Keeper.ts"
import * as Ledger from "./Ledger.ts"
import * as Pipes from "./Pipes.ts"
import * as Processes from "./Processes.ts"
import * as Protocol from "./Protocol.ts"
import * as Recovery from "./Recovery.ts"
import * as KeeperServer from "./Server.ts"

/** Empties the file that containers read from, and makes it so that they cannot write to it. */
const openStdin = (path: string): number => {
  closeSync(openSync(path, "w", 0o400))
  return openSync(path, "r")
}

const madeOf = (settings: Protocol.Settings, ledger: Ledger.Ledger): Keeper.Keeper => ({
  settings,
  ledger,
  pipes: Pipes.make(Directory.pipes(settings.directory)),
  stdin: openStdin(Directory.stdin(settings.directory)),
  living: new Map(),
  attached: new Map(),
  entries: [],
  asking: 0,
  place: Processes.place(),
  epoch: Ledger.epoch(ledger)
})

const leave = (keeper: Keeper.Keeper, server: Server): void => {
  // The socket goes before the lock, so that it is never the next keeper's that goes.
  server.close()
  rmSync(Directory.keeperPid(keeper.settings.directory), { force: true })
  Ledger.close(keeper.ledger)
  process.exit(0)
}

/** Ends what runs, tells how it ended, and leaves. */
const quit = async (keeper: Keeper.Keeper, server: Server): Promise<void> => {
  server.close()
  while (keeper.living.size > 0) await Keeper.killAll(keeper, () => true)
  Keeper.takeTurn(keeper)
  // What is said in a turn is sent behind it.
  setImmediate(() => leave(keeper, server))
}

const isIdle = ({ asking, attached, entries, ledger, living }: Keeper.Keeper): boolean =>
  asking + attached.size + entries.length + living.size === 0 && Ledger.isEmpty(ledger)

/** Leaves when there was nothing to do for two turns in a row, or when its directory was taken away. */
const linger = (keeper: Keeper.Keeper, server: Server): void => {
  let quiet = 0
  const turns = setInterval(() => {
    if (!existsSync(Directory.ledger(keeper.settings.directory))) {
      clearInterval(turns)
      void quit(keeper, server)
      return
    }
    quiet = isIdle(keeper) ? quiet + 1 : 0
    if (quiet > 1) leave(keeper, server)
  }, keeper.settings.lingerMillis)
}

const serve = async (settings: Protocol.Settings, ledger: Ledger.Ledger): Promise<void> => {
  const keeper = madeOf(settings, ledger)
  writeFileSync(Directory.keeperPid(settings.directory), `${process.pid}\n`)
  await Recovery.recover(keeper)
  const server = await KeeperServer.listen(keeper, Directory.openSocketPath(settings.directory).path)
  linger(keeper, server)
  module.flushCompileCache()
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => void quit(keeper, server))
}

// The adapter that starts this program wrote it.
const settings = JSON.parse(process.argv[2] ?? "{}") as Protocol.Settings
makeDirectory(settings.directory, 0o700)
const ledger = Ledger.open(Directory.ledger(settings.directory))
if (ledger === undefined) process.exitCode = Protocol.notNeeded
else await serve(settings, ledger)
