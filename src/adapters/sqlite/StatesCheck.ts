/**
 * Whether the states a store keeps are those its log leads to. They are believed where their hash fits, so that one
 * which is whole and wrong would have readers see another Job than `Verification` does.
 *
 * States of another format are none to any reader, and are not looked at.
 */
import * as Effect from "effect/Effect"
import * as Standing from "../../domain/job/Standing.ts"
import * as Chain from "../../runtime/log/Chain.ts"
import * as StoredState from "../../runtime/log/StoredState.ts"
import type { Closed } from "../../runtime/log/Verification.ts"
import type { Misplaced } from "./Columns.ts"
import * as ReadingConnection from "./ReadingConnection.ts"
import type { Store } from "./Store.ts"
import type { StoreError } from "./StoreError.ts"

interface Kept {
  readonly version: number
  readonly seq: number
  readonly hash: string
  readonly standing: number
}

/** A check under way: the states of batches that are still to come, by stream, and the first that is wrong. */
export interface StatesCheck {
  readonly expected: Map<string, Kept>
  wrong: Misplaced | undefined
}

const selected = `
SELECT coalesce(t.name, 'stream ' || s.stream) AS name, s.version, s.seq, s.hash, s.standing, s.state, r.hash AS record
FROM states s
LEFT JOIN streams t ON t.id = s.stream
LEFT JOIN records r ON r.seq = s.seq
WHERE s.format = ?`

const object = (check: StatesCheck, stream: string, { seq, version }: Kept, reason: string): void => {
  check.wrong ??= {
    _tag: "Misplaced",
    seq,
    reason: `the state of ${stream} kept at version ${version} ${reason}`
  }
}

const read = ({ database }: Store): StatesCheck => {
  const check: StatesCheck = { expected: new Map(), wrong: undefined }
  for (const raw of database.prepare(selected).iterate(StoredState.format)) {
    const kept = {
      version: Number(raw["version"]),
      seq: Number(raw["seq"]),
      hash: String(raw["hash"]),
      standing: Number(raw["standing"])
    }
    const stream = String(raw["name"])
    check.expected.set(stream, kept)
    if (Chain.next(String(raw["record"]), String(raw["state"])) !== kept.hash)
      object(check, stream, kept, "does not fit its hash and that of its record")
  }
  return check
}

/** Reads what is kept when the check begins; what is kept later is not checked. */
export const start = (path: string): Effect.Effect<StatesCheck, StoreError> =>
  Effect.scoped(
    Effect.flatMap(ReadingConnection.open({ path, readOnly: true }), (store) =>
      ReadingConnection.attempt(path, () => read(store))
    )
  )

/** Is shown every batch of the log. */
export const see = (check: StatesCheck, { stream, batch: { job }, head }: Closed): void => {
  const kept = check.expected.get(stream)
  if (kept?.version !== job.resourceVersion) return
  check.expected.delete(stream)
  const { text, standing } = StoredState.of(job)
  const isSame =
    kept.seq === head.seq &&
    kept.hash === Chain.next(head.hash, text) &&
    kept.standing === Standing.ranks[standing]
  if (!isSame) object(check, stream, kept, "is not what its events lead to")
}

/** After the last batch: the first state that is wrong, if one is. */
export const end = (check: StatesCheck): Misplaced | undefined => {
  for (const [stream, kept] of check.expected) object(check, stream, kept, "stands where no batch ends")
  return check.wrong
}
