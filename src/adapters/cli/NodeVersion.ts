/**
 * The oldest Node the command runs on. Older ones lack what its packages need, and would fail with a riddle.
 */

const oldest = [22, 19] as const

export const isSupported = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

/** One line that says what to do. */
export const refusal = (version: string): string =>
  `jobledger needs Node ${oldest.join(".")} or later, and this is Node ${version}`
