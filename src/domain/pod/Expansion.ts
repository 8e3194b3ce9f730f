/**
 * `$(NAME)` in a command, an argument or a variable (LC-60): replaced by the variable's value, in one pass.
 *
 * `$$` is a `$` that begins no reference. Whatever is not a reference to a known variable stays as it is written.
 */

/** The value of a variable, or nothing where there is no such variable. */
export type Lookup = (name: string) => string | undefined

const escapeOrReference = /\$(?:\$|\(([^)]*)\))/g

/** The text with every reference to a known variable replaced. */
export const expand = (text: string, valueOf: Lookup): string => {
  // A `$(` behind the last `)` is never closed; leaving it out keeps the search linear.
  const end = text.lastIndexOf(")") + 1
  const closed = text
    .slice(0, end)
    .replace(escapeOrReference, (written, name?: string) =>
      name === undefined ? "$" : (valueOf(name) ?? written)
    )
  return closed + text.slice(end).replaceAll("$$", () => "$")
}
