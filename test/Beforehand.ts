/**
 * What is made once, before all tests, instead of by each of the processes and threads that they start: the command is
 * bundled as it is published, and the store's worker has its types stripped.
 *
 * That is quicker, and Node 24 needs it: its type stripping is WebAssembly, and about one in a thousand threads that
 * strip types ends its process with SIGSEGV or SIGTRAP, within V8's `TierUpWasmToJSWrapper`. The command as it is built
 * has no types to strip.
 */
import { execFileSync } from "node:child_process"
import { join, resolve } from "node:path"

const cache = resolve("node_modules/.cache/jobledger")
const bundle = join(cache, "command")

/** The command as users have it, made from the sources when the run of the tests began. */
export const command = join(bundle, "main.js")

/** Run by vitest before the first test; what the tests start has the same environment. */
export const setup = (): void => {
  process.env["NODE_COMPILE_CACHE"] = cache
  const rolldown = resolve("node_modules/rolldown/bin/cli.mjs")
  const options = ["--config", resolve("rolldown.config.ts"), "--dir", bundle]
  execFileSync(process.execPath, [rolldown, ...options], { stdio: ["ignore", "ignore", "inherit"] })
  execFileSync(process.execPath, [resolve("src/adapters/sqlite/StoreWorker.ts")])
}
