/**
 * What the keeper must not forget, in one SQLite file: which keys were begun, as which process, how they ended, which
 * Pods were removed, and the highest epoch. The file is locked for as long as a keeper lives, however it dies, so there
 * is one keeper at most.
 *
 * A claim is on disk before its process is forked, and an epoch before it is served: a key runs once even if the machine
 * loses power. What processes did need not be: it outlives the keeper, and after a power cut it is rightly unknown. Nor
 * need removals: one that a power cut undoes leaves the claims it took away, so that nothing begins again, and whoever
 * is told of them removes the Pod once more.
 */
import { DatabaseSync, type SQLOutputValue, type StatementSync } from "node:sqlite"
import type { Observation, RunKey } from "../../../runtime/container/ContainerRuntime.ts"
import type { Mark } from "./Processes.ts"

export interface Ledger {
  readonly db: DatabaseSync
  /** Statements by their text: each is prepared once. */
  readonly statements: Map<string, StatementSync>
}

type Row = Record<string, SQLOutputValue>

/** A run that was claimed and has no end yet. */
export interface Unfinished {
  readonly key: RunKey
  readonly mark: Mark | undefined
}

export type Exited = Extract<Observation, { _tag: "Exited" }>

const format = 1

const tables = `
  CREATE TABLE run (
    pod TEXT NOT NULL, container TEXT NOT NULL, attempt INTEGER NOT NULL,
    place TEXT, pid INTEGER, ticks TEXT, startedAt INTEGER,
    exitCode INTEGER, reason TEXT, finishedAt INTEGER, lostAt INTEGER,
    PRIMARY KEY (pod, container, attempt)
  );
  CREATE TABLE removed (pod TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE epoch (highest INTEGER NOT NULL);
  INSERT INTO epoch VALUES (0);
  PRAGMA user_version = ${format};
`

const isBusy = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && error.errcode === 5

const versionOf = (db: DatabaseSync): SQLOutputValue | undefined =>
  db.prepare("PRAGMA user_version").get()?.["user_version"]

/** Nothing where another keeper has it; one that is just leaving is waited for. */
export const open = (path: string): Ledger | undefined => {
  const db = new DatabaseSync(path)
  try {
    db.exec("PRAGMA busy_timeout = 1000; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL")
    db.exec("BEGIN EXCLUSIVE")
    if (versionOf(db) === 0) db.exec(tables)
    db.exec("COMMIT; PRAGMA synchronous = NORMAL")
  } catch (error) {
    db.close()
    if (isBusy(error)) return undefined
    throw error
  }
  const version = versionOf(db)
  if (version !== format)
    throw new Error(`${path}: is of format ${String(version)}, and this keeper reads ${format}`)
  return { db, statements: new Map() }
}

export const close = ({ db }: Ledger): void => db.close()

/** Keeps all of what `act` writes, or throws and keeps nothing; if durable, it is on disk then. */
export const transaction = ({ db }: Ledger, isDurable: boolean, act: () => void): void => {
  db.exec(isDurable ? "PRAGMA synchronous = FULL; BEGIN" : "BEGIN")
  try {
    act()
    db.exec("COMMIT")
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK")
    throw error
  } finally {
    if (isDurable) db.exec("PRAGMA synchronous = NORMAL")
  }
}

const durably = (ledger: Ledger, act: () => void): void => transaction(ledger, true, act)

const prepared = ({ db, statements }: Ledger, sql: string): StatementSync => {
  const statement = statements.get(sql) ?? db.prepare(sql)
  statements.set(sql, statement)
  return statement
}

const all = (ledger: Ledger, sql: string, ...values: ReadonlyArray<string | number>): ReadonlyArray<Row> =>
  prepared(ledger, sql).all(...values)

const has = (ledger: Ledger, sql: string, ...values: ReadonlyArray<string | number>): boolean =>
  prepared(ledger, sql).get(...values) !== undefined

const run = (ledger: Ledger, sql: string, ...values: ReadonlyArray<string | number | null>): void => {
  prepared(ledger, sql).run(...values)
}

const ofKey = "pod = ? AND container = ? AND attempt = ?"

const valuesOf = ({ pod, container, attempt }: RunKey) => [pod, container, attempt] as const

// The table says that these columns are text and integers, and which may be absent.
const text = (row: Row, column: string): string => row[column] as string
// As above.
const integer = (row: Row, column: string): number => row[column] as number
// As above.
const maybe = (row: Row, column: string): number | undefined => (row[column] as number | null) ?? undefined

const keyOf = (row: Row): RunKey => ({
  pod: text(row, "pod"),
  container: text(row, "container"),
  attempt: integer(row, "attempt")
})

export const epoch = (ledger: Ledger): number =>
  integer(all(ledger, "SELECT highest FROM epoch")[0] ?? {}, "highest")

export const raiseEpoch = (ledger: Ledger, to: number): void =>
  durably(ledger, () => run(ledger, "UPDATE epoch SET highest = ?", to))

/** Whether the key may not be begun: it was, or its Pod was removed. */
export const isSpent = (ledger: Ledger, key: RunKey): boolean =>
  isRemoved(ledger, key.pod) || has(ledger, `SELECT 1 FROM run WHERE ${ofKey}`, ...valuesOf(key))

const isRemoved = (ledger: Ledger, pod: string): boolean =>
  has(ledger, "SELECT 1 FROM removed WHERE pod = ?", pod)

const insert = "INSERT INTO run (pod, container, attempt) VALUES (?, ?, ?)"

/** From now on this key was begun. */
export const claim = (ledger: Ledger, key: RunKey): void => run(ledger, insert, ...valuesOf(key))

export const began = (ledger: Ledger, key: RunKey, { place, pid, ticks }: Mark, startedAt: number): void =>
  run(
    ledger,
    `UPDATE run SET place = ?, pid = ?, ticks = ?, startedAt = ? WHERE ${ofKey}`,
    place,
    pid,
    ticks ?? null,
    startedAt,
    ...valuesOf(key)
  )

export const ended = (ledger: Ledger, exited: Exited): void =>
  run(
    ledger,
    `UPDATE run SET exitCode = ?, reason = ?, startedAt = ?, finishedAt = ? WHERE ${ofKey}`,
    exited.exitCode,
    exited.reason,
    exited.startedAt ?? null,
    exited.finishedAt,
    ...valuesOf(exited)
  )

/** A key that ends without having been begun. */
export const endedUnbegun = (ledger: Ledger, exited: Exited): void =>
  durably(ledger, () => {
    run(ledger, insert, ...valuesOf(exited))
    ended(ledger, exited)
  })

export const lost = (ledger: Ledger, key: RunKey, at: number): void =>
  run(ledger, `UPDATE run SET lostAt = ? WHERE ${ofKey}`, at, ...valuesOf(key))

export const unfinished = (ledger: Ledger): ReadonlyArray<Unfinished> =>
  all(ledger, "SELECT * FROM run WHERE finishedAt IS NULL AND lostAt IS NULL").map((row) => {
    const pid = maybe(row, "pid")
    const ticks = row["ticks"] === null ? undefined : text(row, "ticks")
    return {
      key: keyOf(row),
      mark: pid === undefined ? undefined : { place: text(row, "place"), pid, ticks }
    }
  })

/** From now on nothing of this Pod begins. */
export const remove = (ledger: Ledger, pod: string): void =>
  run(ledger, "INSERT INTO removed VALUES (?) ON CONFLICT DO NOTHING", pod)

export const forget = (ledger: Ledger, pod: string): void => run(ledger, "DELETE FROM run WHERE pod = ?", pod)

/** Forgets the Pods whose removal was begun and not finished. */
export const forgetRemoved = (ledger: Ledger): void => run(ledger, "DELETE FROM run WHERE pod IN removed")

/** Whether something is known of this Pod. */
export const knows = (ledger: Ledger, pod: string): boolean =>
  has(ledger, "SELECT 1 FROM run WHERE pod = ?", pod)

export const isEmpty = (ledger: Ledger): boolean => !has(ledger, "SELECT 1 FROM run")

const observationOf = (row: Row): ReadonlyArray<Observation> => {
  const key = keyOf(row)
  const [startedAt, finishedAt, lostAt] = ["startedAt", "finishedAt", "lostAt"].map((one) => maybe(row, one))
  if (finishedAt !== undefined) {
    const [exitCode, reason] = [integer(row, "exitCode"), text(row, "reason")]
    return [{ _tag: "Exited", ...key, exitCode, reason, startedAt, finishedAt }]
  }
  if (lostAt !== undefined) return [{ _tag: "Lost", ...key, lostAt }]
  return startedAt === undefined ? [] : [{ _tag: "Started", ...key, startedAt, ready: true }]
}

/** The last that is known of every run that was not removed, in the order in which they were begun. */
export const observations = (ledger: Ledger): ReadonlyArray<Observation> =>
  all(ledger, "SELECT * FROM run ORDER BY rowid").flatMap(observationOf)

/** The last that is known of one run. */
export const observation = (ledger: Ledger, key: RunKey): Observation | undefined =>
  all(ledger, `SELECT * FROM run WHERE ${ofKey}`, ...valuesOf(key)).flatMap(observationOf)[0]
