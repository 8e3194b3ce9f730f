/**
 * A decision as it was recorded beside the one that follows from the facts today.
 */
import type { Different } from "../../../runtime/log/Verification.ts"
import * as Stage from "./Stage.ts"

interface Shown {
  readonly type: string
  readonly fields: ReadonlyMap<string, string>
}

const none: Shown = { type: "(none)", fields: new Map() }

const shown = (text: string | undefined): Shown => {
  if (text === undefined) return none
  // The text of a record, which `Verification` has read or written.
  const record = JSON.parse(text) as { readonly type: string; readonly data: Record<string, unknown> }
  const { type, data, ...envelope } = record
  const members = Object.entries({ ...envelope, ...data })
  return { type, fields: new Map(members.map(([name, value]) => [name, JSON.stringify(value)])) }
}

const absent = "-"

/** Field by field; those that differ are marked. */
const rows = (recorded: Shown, decided: Shown): ReadonlyArray<ReadonlyArray<string>> => {
  const names = new Set([...recorded.fields.keys(), ...decided.fields.keys()])
  return [
    [recorded.type === decided.type ? " " : "≠", "type", recorded.type, decided.type],
    ...[...names].map((name) => {
      const [left = absent, right = absent] = [recorded.fields.get(name), decided.fields.get(name)]
      return [left === right ? " " : "≠", name, left, right]
    })
  ]
}

const widthMax = 60

const cut = (cell: string): string => (cell.length > widthMax ? `${cell.slice(0, widthMax - 1)}…` : cell)

const aligned = (cells: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> => {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => cut(row[column] ?? "").length)))
  return cells.map((row) =>
    `  ${row.map((cell, column) => cut(cell).padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd()
  )
}

export const lines = ({ seq, stream, recorded, decided }: Different): ReadonlyArray<string> => {
  const [left, right] = [shown(recorded), shown(decided)]
  const stage = Stage.of(decided === undefined ? left.type : right.type)
  return [
    `different at record ${seq}, stream ${stream}: what was decided does not follow from the facts`,
    ...(stage === undefined ? [] : [`          decided by ${stage}`]),
    "",
    ...aligned([["", "", "RECORDED", "DECIDED AGAIN"], ...rows(left, right)]),
    ""
  ]
}
