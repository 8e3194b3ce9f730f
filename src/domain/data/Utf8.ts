/**
 * How many bytes a text has where it is written as UTF-8, as the API counts.
 */
export const size = (text: string): number => {
  const sizes = Array.from(text, (character) => {
    const point = character.codePointAt(0) ?? 0
    if (point < 0x80) return 1
    if (point < 0x800) return 2
    return point < 0x10000 ? 3 : 4
  })
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}
