/**
 * The store's worker is loaded once before all tests, so that its types are stripped once, and not by each of the
 * threads that tests start.
 *
 * That is quicker, and Node 24 needs it: its type stripping is WebAssembly, and about one in a thousand of such threads
 * ends its process with SIGSEGV or SIGTRAP, within V8's `TierUpWasmToJSWrapper`. The command as it is built has no types
 * to strip.
 */
import { execFileSync } from "node:child_process"
import { resolve } from "node:path"

/** Run by vitest before the first test; what the tests start has the same environment. */
export const setup = (): void => {
  process.env["NODE_COMPILE_CACHE"] = resolve("node_modules/.cache/jobledger")
  execFileSync(process.execPath, [resolve("src/adapters/sqlite/StoreWorker.ts")])
}
