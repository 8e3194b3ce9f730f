/**
 * A CPU profile, added up: the share of the time each function was at work itself.
 */
import type { Profiler } from "node:inspector"
import { fileURLToPath } from "node:url"

export interface Part {
  readonly of: string
  readonly share: number
}

const outside = new Set(["(idle)", "(program)", "(root)"])
const isWork = ({ functionName, url }: CallFrame): boolean =>
  !outside.has(functionName) && url !== "node:inspector"

type Name = (path: string) => string
type CallFrame = Profiler.ProfileNode["callFrame"]

const pathOf = ({ url }: CallFrame, name: Name): string =>
  url.startsWith("file:") ? name(fileURLToPath(url)) : url

/** Adds up sampled time under the key each node is given; the largest first. */
const shares = (
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  key: (frame: CallFrame) => string
): ReadonlyArray<Part> => {
  const keys = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const sums = new Map<string, number>()
  let total = 0
  samples.forEach((id, position) => {
    const frame = keys.get(id)
    if (frame === undefined || !isWork(frame)) return
    const delta = timeDeltas[position] ?? 0
    total += delta
    sums.set(key(frame), (sums.get(key(frame)) ?? 0) + delta)
  })
  return Array.from(sums, ([of, sum]) => ({ of, share: sum / total })).toSorted(
    (left, right) => right.share - left.share
  )
}

export const byFunction = (profile: Profiler.Profile, name: Name): ReadonlyArray<Part> =>
  shares(profile, (frame) =>
    frame.url === ""
      ? frame.functionName
      : `${frame.functionName || "(anonymous)"} ${pathOf(frame, name)}:${frame.lineNumber + 1}`
  )

export const byFile = (profile: Profiler.Profile, name: Name): ReadonlyArray<Part> =>
  shares(profile, (frame) => (frame.url === "" ? frame.functionName : pathOf(frame, name)))
