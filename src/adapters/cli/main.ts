#!/usr/bin/env node
/**
 * The entry of the command. It imports nothing that a Node too old could not load, and nothing that `--version` does
 * not need: the rest comes when the Node is known to do.
 */
import * as module from "node:module"
import * as NodeVersion from "./NodeVersion.ts"
import * as Version from "./Version.ts"

const environmentUnavailable = 5

const start = async (args: ReadonlyArray<string>): Promise<void> => {
  if (args.length === 1 && args[0] === "--version") {
    process.stdout.write(`${Version.line}\n`)
    return
  }
  module.enableCompileCache()
  const Cli = await import("./Cli.ts")
  Cli.main(args)
}

if (NodeVersion.isSupported(process.versions.node)) await start(process.argv.slice(2))
else {
  process.stderr.write(`${NodeVersion.refusal(process.versions.node)}\n`)
  process.exitCode = environmentUnavailable
}
