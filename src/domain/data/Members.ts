/**
 * Members of plain objects, as JSON has them: one that is absent is not written.
 */
/** The same object, with members that may be `undefined` turned into members that may be absent. */
export type Present<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out the members that are `undefined`; the order of the others stays. */
export const present = <T extends Readonly<Record<string, unknown>>>(members: T): Present<T> => {
  const kept: { [name: string]: unknown } = {}
  for (const name in members) {
    const member = members[name]
    if (member !== undefined) kept[name] = member
  }
  // What is left out is what the type says may be absent.
  return kept as Present<T>
}

/** An empty object is as good as none, wherever the API leaves it out. */
export const unlessEmpty = <T extends object>(members: T): T | undefined =>
  Object.keys(members).length === 0 ? undefined : members

/** The members by their names in ascending order, whatever their own. */
export const sorted = <T>(members: Readonly<Record<string, T>>): ReadonlyArray<readonly [string, T]> => {
  const entries = Object.entries(members)
  return entries.length < 2 ? entries : entries.toSorted(([left], [right]) => (left < right ? -1 : 1))
}
