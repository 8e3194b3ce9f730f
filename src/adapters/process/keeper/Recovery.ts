/**
 * What a keeper does before anything else: it takes over from one that died. What still runs is killed, since nobody can
 * learn its exit code any more; runs without an end are lost (LC-56); what was half removed is removed.
 */
import { existsSync, readdirSync, rmSync } from "node:fs"
import * as Directory from "./Directory.ts"
import type * as Keeper from "./Keeper.ts"
import * as Ledger from "./Ledger.ts"
import * as Processes from "./Processes.ts"

/** For how long processes that do not go are waited for. */
const patienceMillis = 5000

/** Directories of Pods that nobody knows any more. */
const sweep = ({ settings, ledger }: Keeper.Keeper): void => {
  const pods = Directory.pods(settings.directory)
  if (!existsSync(pods)) return
  for (const pod of readdirSync(pods).filter((name) => !Ledger.knows(ledger, name)))
    rmSync(Directory.pod(settings.directory, pod), { recursive: true, force: true })
}

export const recover = async (keeper: Keeper.Keeper): Promise<void> => {
  const { ledger, settings } = keeper
  const unfinished = Ledger.unfinished(ledger)
  const marks = unfinished.flatMap(({ mark }) => (mark === undefined ? [] : [mark]))
  const { directory } = settings
  const inherited = { stdin: Directory.stdin(directory), pipes: Directory.pipes(directory) }
  const left = await Processes.killLeftOver(marks, inherited, patienceMillis)
  if (left > 0) process.stderr.write(`${left} processes of an earlier keeper do not go\n`)
  const at = Date.now()
  for (const { key } of unfinished) Ledger.lost(ledger, key, at)
  Ledger.forgetRemoved(ledger)
  try {
    sweep(keeper)
  } catch (error) {
    process.stderr.write(`${String(error)}\n`)
  }
}
