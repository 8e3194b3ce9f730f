/**
 * Auditing what is recorded of work done step by step: our log of Jobs, and what a peer keeps of the same.
 */
import * as Result from "effect/Result"
import * as Job from "../../src/domain/job/Job.ts"
import * as Chain from "../../src/runtime/log/Chain.ts"
import * as Jsonl from "../../src/runtime/log/Jsonl.ts"
import * as LogHead from "../../src/runtime/log/LogHead.ts"
import * as States from "../../src/runtime/log/States.ts"
import * as Verification from "../../src/runtime/log/Verification.ts"
import * as Logs from "./Logs.ts"

/** A peer's records of so many units of work in a history, and so many histories. */
export type Open = (units: number, histories: number) => Promise<Peer>

export interface Peer {
  /** Goes through all histories, and gives how many units they hold. */
  readonly replay: () => Promise<number>
  readonly close: () => Promise<void>
}

type Jobs = Map<string, Job.Job>

/** What is seen of each record before it is folded. */
type See = (record: Jsonl.HashedRecord) => void

const folded = (log: Logs.Log, see: See): Jobs => {
  const jobs: Jobs = new Map()
  Logs.eachLine(log, (line) => {
    const record = Result.getOrThrow(Jsonl.parse(line))
    see(record)
    jobs.set(record.stream, States.after(jobs.get(record.stream) ?? Job.initialState, record))
  })
  return jobs
}

/** How many Pods of these Jobs succeeded. */
const succeeded = (jobs: ReadonlyMap<string, Job.Job>): number =>
  jobs.values().reduce((sum, job) => sum + Job.succeeded(job), 0)

/** Folds the log, whose hashes are trusted; gives how many Pods succeeded. */
export const fold = (log: Logs.Log): number => succeeded(folded(log, () => {}))

/** Checks the chain and folds the log; gives how many Pods succeeded. */
export const foldChecked = (log: Logs.Log): number => {
  let { hash } = LogHead.empty
  const jobs = folded(log, (record) => {
    hash = Chain.next(hash, record.text)
    if (hash !== record.hash) throw new Error(`record ${record.seq} was altered`)
  })
  return succeeded(jobs)
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
