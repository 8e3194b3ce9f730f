/**
 * Auditing what is recorded of work done step by step: our log of Jobs, and what a peer keeps of the same.
 */
import * as Result from "effect/Result"
import * as Job from "../../src/domain/job/Job.ts"
import * as Ledger from "../../src/runtime/control/Ledger.ts"
import * as Chain from "../../src/runtime/log/Chain.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import * as Logs from "./Logs.ts"

/** A peer's records of so many units of work in a history, and so many histories. */
export type Open = (units: number, histories: number) => Promise<Peer>

export interface Peer {
  /** Goes through all histories, and gives how many units they hold. */
  readonly replay: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Checks the chain and folds the log; gives how many Pods succeeded. */
export const fold = (log: Logs.Log): number => {
  const ledger = Ledger.make()
  let hash = LogHead.empty.hash
  Logs.eachLine(log, (line) => {
    const record = Result.getOrThrow(Jsonl.parse(line))
    hash = Chain.next(hash, record.text)
    if (hash !== record.hash) throw new Error(`record ${record.seq} was altered`)
    Ledger.take(ledger, record)
  })
  return succeeded(ledger.jobs)
}

/** Does all that `jobledger verify` does to a file; gives how many Pods succeeded. */
export const verify = (log: Logs.Log): number => {
  const verifier = Verification.start()
  Logs.eachLine(log, (line) => {
    const finding = Verification.line(verifier, line)
    if (finding !== undefined) throw new Error(JSON.stringify(finding))
  })
  const report = Verification.end(verifier)
  if (report._tag !== "Verified") throw new Error(JSON.stringify(report))
  return succeeded(verifier.jobs)
}

const succeeded = (jobs: ReadonlyMap<string, Job.Job>): number =>
  jobs.values().reduce((sum, job) => sum + Job.succeeded(job), 0)
