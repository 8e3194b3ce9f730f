/**
 * What a keeper does before anything else: it takes over from one that died. What still runs is killed, since nobody can
 * learn its exit code any more; runs without an end are lost (LC-56); what was half removed is removed.
 */
import * as Directory from "./Directory.ts"
import type * as Keeper from "./Keeper.ts"
import * as Ledger from "./Ledger.ts"
import * as Processes from "./Processes.ts"
import * as Stops from "./Stops.ts"

/** For how long processes that do not go are waited for. */
const patienceMillis = 5000

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
  for (const pod of Ledger.halfRemoved(ledger))
    await Stops.cleanUp(keeper, pod).catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
}
