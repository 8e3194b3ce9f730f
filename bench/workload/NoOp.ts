/**
 * The shortest process there is: linked statically, it does nothing and succeeds.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Where it is, until this process ends; nothing where no C compiler makes one. */
export const compiled = (): string | undefined => {
  const directory = mkdtempSync(join(tmpdir(), "jobledger-bench-"))
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, "noop")
  const input = "int main(void) { return 0; }\n"
  const { status } = spawnSync("cc", ["-O2", "-static", "-x", "c", "-o", path, "-"], { input })
  return status === 0 ? path : undefined
}
