/**
 * A store: one SQLite file with the records of a log. The text of a record is the truth; the other columns are
 * indexes over it, which `Columns` checks.
 *
 * A file that is something else is refused before SQLite so much as opens it, and so is one of a newer version.
 */
import { closeSync, openSync, readSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync, type StatementSync } from "node:sqlite"
import { makeDirectory } from "../directory/MakeDirectory.ts"
import type { Options } from "./Options.ts"
import * as States from "./States.ts"
import { from, StoreError } from "./StoreError.ts"

/** An open store, and its statements. */
export interface Store {
  readonly path: string
  readonly database: DatabaseSync
  readonly begin: StatementSync
  readonly commit: StatementSync
  readonly dataVersion: StatementSync
  readonly head: StatementSync
  readonly stream: StatementSync
  readonly newStream: StatementSync
  readonly insert: StatementSync
  readonly behind: StatementSync
  readonly ofStream: StatementSync
  readonly last: StatementSync
  readonly states: States.Statements
}

/** "jobl", in the header of every store. */
const applicationId = 0x6a6f626c

/** Raised with every change of the tables. */
const schemaVersion = 2

/** So long a transaction waits for that of another process. */
const lockedMillisMax = 10_000

/** What a large transaction made of the write-ahead log is given back down to this size. */
const walBytesMax = 2 ** 26

/**
 * Streams have numbers, in the order in which they came: so the entries of those that are appended to stand close
 * together in the index of records, and are small. Names are long, and those of Jobs stand in no order.
 *
 * `closes`: 1 for the last record of an append, so that what was appended at once is told at once.
 */
const tables = `
CREATE TABLE streams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE records (
  seq INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  version INTEGER NOT NULL,
  closes INTEGER NOT NULL,
  text TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (stream, version)
) STRICT;
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
`

const foreign = (path: string, what: string): StoreError =>
  new StoreError({ kind: "Foreign", reason: `${path}: ${what}` })

const headerSize = 100
const magic = "SQLite format 3\0"
const applicationIdAt = 68

/** The first bytes of a file; of one that is being created there may be none. */
const readHeader = (path: string): Buffer => {
  const header = Buffer.alloc(headerSize)
  const file = openSync(path, "r")
  try {
    return header.subarray(0, readSync(file, header, 0, headerSize, 0))
  } finally {
    closeSync(file)
  }
}

/** SQLite touches what it opens: it is told only of files that are a store, or empty. */
const refuseForeign = (path: string): void => {
  const header = readHeader(path)
  if (header.length === 0) return
  if (header.length < headerSize || header.toString("latin1", 0, magic.length) !== magic)
    throw foreign(path, "the file is no SQLite database")
  if (header.readInt32BE(applicationIdAt) !== applicationId)
    throw foreign(path, "the file is the database of another application")
}

/** The first number of the first row. */
const numberOf = (database: DatabaseSync, sql: string): number =>
  Number(Object.values(database.prepare(sql).get() ?? {})[0])

const hasTables = (database: DatabaseSync): boolean =>
  numberOf(database, "PRAGMA application_id") === applicationId

const refuseOtherVersions = (path: string, database: DatabaseSync): void => {
  const version = numberOf(database, "PRAGMA user_version")
  if (version === schemaVersion || !hasTables(database)) return
  const who = version > schemaVersion ? "a newer" : "an older"
  throw foreign(
    path,
    `the store is of version ${version}, written by ${who} jobledger; this one knows version ${schemaVersion}`
  )
}

const boundaries = (database: DatabaseSync): Pick<Store, "begin" | "commit"> => ({
  begin: database.prepare("BEGIN IMMEDIATE"),
  commit: database.prepare("COMMIT")
})

/** Runs a body in a transaction of its own: all of it is done, or none. */
export const transaction = <A>(
  { database, begin, commit }: Pick<Store, "database" | "begin" | "commit">,
  body: () => A
): A => {
  begin.run()
  try {
    const result = body()
    commit.run()
    return result
  } catch (error) {
    // After some errors SQLite has rolled back by itself.
    if (database.isTransaction) database.exec("ROLLBACK")
    throw error
  }
}

/** Whoever comes first creates the tables; everybody else finds them. */
const create = (database: DatabaseSync): void => {
  if (hasTables(database) && States.isThere(database)) return
  transaction({ database, ...boundaries(database) }, () => {
    if (!hasTables(database)) database.exec(tables)
    States.create(database)
  })
}

export const isLocked = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5

/** Changing the journal's mode waits for nobody; so this does, should others be opening the same new file. */
const patiently = (act: () => void): void => {
  const until = Date.now() + lockedMillisMax
  const never = new Int32Array(new SharedArrayBuffer(4))
  while (true) {
    try {
      return act()
    } catch (error) {
      if (!isLocked(error) || Date.now() > until) throw error
      Atomics.wait(never, 0, 0, 10)
    }
  }
}

/** The directory and the file are for their owner's eyes: SQLite gives the files beside it the same mode. */
const prepareFile = (path: string): void => {
  makeDirectory(dirname(path), 0o700)
  closeSync(openSync(path, "a", 0o600))
}

const connect = ({ path, readOnly = false }: Options): DatabaseSync => {
  const database = new DatabaseSync(path, { readOnly, timeout: lockedMillisMax })
  try {
    refuseOtherVersions(path, database)
    if (readOnly && !hasTables(database)) throw foreign(path, "the file is empty")
    if (readOnly) {
      States.pretend(database)
      return database
    }
    create(database)
    patiently(() => database.exec("PRAGMA journal_mode = WAL"))
    database.exec(`PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${walBytesMax}`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** A record whose stream has no name is not passed over: its text tells that it is damaged. */
const rows =
  "SELECT seq, name AS stream, version, closes, text, hash FROM records LEFT JOIN streams ON id = stream"

/** Opens a store; creates it where there is none, unless it is only to be read. */
export const open = (options: Options): Store => {
  const { path, readOnly = false } = options
  try {
    if (!readOnly) prepareFile(path)
    refuseForeign(path)
    const database = connect(options)
    return {
      path,
      database,
      ...boundaries(database),
      dataVersion: database.prepare("PRAGMA data_version"),
      head: database.prepare("SELECT seq, hash FROM records ORDER BY seq DESC LIMIT 1"),
      stream: database.prepare(
        "SELECT id, (SELECT max(version) FROM records WHERE stream = id) AS version FROM streams WHERE name = ?"
      ),
      newStream: database.prepare("INSERT INTO streams (name) VALUES (?)"),
      insert: database.prepare(
        "INSERT INTO records (seq, stream, version, closes, text, hash) VALUES (?, ?, ?, ?, ?, ?)"
      ),
      behind: database.prepare(`${rows} WHERE seq > ? ORDER BY seq`),
      ofStream: database.prepare(
        `${rows} WHERE stream = (SELECT id FROM streams WHERE name = ?) AND version > ? ORDER BY version`
      ),
      last: database.prepare(
        `${rows} WHERE stream = (SELECT id FROM streams WHERE name = ?) ORDER BY version DESC LIMIT 1`
      ),
      states: States.prepare(database)
    }
  } catch (error) {
    throw from(path, error)
  }
}

/** A connection that shares its thread with others waits for no lock, and leaves cleaning up the log to another. */
export const hurry = ({ database }: Store): void =>
  database.exec("PRAGMA busy_timeout = 0; PRAGMA wal_autocheckpoint = 0")

export const close = ({ database }: Store): void => database.close()

/** Changes with every commit of another connection, and with none of this one's. */
export const dataVersion = ({ dataVersion }: Store): number => Number(dataVersion.get()?.["data_version"])
