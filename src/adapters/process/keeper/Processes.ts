/**
 * Processes as the system shows them: who is who, who belongs to a group, and how to end them without ever hitting a
 * stranger that was given the same number.
 */
import { readdirSync, readFileSync, readlinkSync } from "node:fs"

/** A process for as long as the machine is up; its number alone is given out again. */
export interface Mark {
  /** The boot and the process namespace in which the number means something. */
  readonly place: string
  readonly pid: number
  /** When it began, in the system's ticks; absent where it could not be seen. */
  readonly ticks: string | undefined
}

const quietly = <A>(read: () => A): A | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** Where the numbers of processes mean what they mean now. */
export const place = (): string =>
  [
    quietly(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    quietly(() => readlinkSync("/proc/self/ns/pid"))
  ].join(" ")

interface Stat {
  readonly state: string
  readonly group: number
  readonly session: number
  readonly ticks: string
}

const statOf = (pid: number | string): Stat | undefined => {
  const text = quietly(() => readFileSync(`/proc/${pid}/stat`, "utf8"))
  if (text === undefined) return undefined
  // The second field is a name in parentheses that may hold anything; the third comes behind the last of them.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ")
  const [state = "", , group, session] = fields
  return { state, group: Number(group), session: Number(session), ticks: fields[19] ?? "" }
}

/** The mark of a process that is there now; `here` is where its number means something. */
export const markOf = (pid: number, here: string = place()): Mark => ({
  place: here,
  pid,
  ticks: statOf(pid)?.ticks
})

/** Every process but zombies and ourselves. */
const living = (): ReadonlyArray<{ readonly pid: number; readonly stat: Stat }> =>
  (quietly(() => readdirSync("/proc")) ?? []).flatMap((name) => {
    if (!/^\d+$/.test(name) || name === String(process.pid)) return []
    const stat = statOf(name)
    return stat === undefined || stat.state === "Z" ? [] : [{ pid: Number(name), stat }]
  })

/** Signals a group of processes; one that is gone already is no error. */
export const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  quietly(() => process.kill(-pid, signal))
}

/** Whether the number still leads, or its group is still led by, the process it was given to. */
const isSame = ({ pid, ticks }: Mark): boolean => {
  const stat = statOf(pid)
  return stat === undefined ? true : ticks !== undefined && stat.ticks === ticks
}

/** Kills the group that a process led, if it is still that one. */
export const killGroup = (mark: Mark): void => {
  if (isSame(mark)) signalGroup(mark.pid, "SIGKILL")
}

/** What containers of one keeper after the other are begun with, and nobody else has. */
export interface Inherited {
  /** The file they read from. */
  readonly stdin: string
  /** The directory of the pipes they write to. */
  readonly pipes: string
}

const openedAs = (pid: number, descriptor: number): string =>
  quietly(() => readlinkSync(`/proc/${pid}/fd/${descriptor}`)) ?? ""

/** Where commands have the file they read from: hooks and probes twice. */
const inheritedAt = [0, 3]

const hasInherited = (pid: number, { stdin, pipes }: Inherited): boolean =>
  inheritedAt.some((descriptor) => openedAs(pid, descriptor) === stdin) ||
  [1, 2].some((descriptor) => openedAs(pid, descriptor).startsWith(`${pipes}/`))

/** Ends something left over. */
type Kill = () => void

/**
 * What is left of containers: the members of the groups they led, and whoever has inherited their input or output, which
 * finds those whose number was never written down, and those who left the group.
 */
const leftOver = (marks: ReadonlyArray<Mark>, inherited: Inherited): ReadonlyArray<Kill> => {
  const here = place()
  const groups = new Set(marks.filter((mark) => mark.place === here && isSame(mark)).map(({ pid }) => pid))
  return living().flatMap(({ pid, stat }): ReadonlyArray<Kill> => {
    if (groups.has(stat.group) && groups.has(stat.session)) return [() => signalGroup(stat.group, "SIGKILL")]
    return hasInherited(pid, inherited) ? [() => quietly(() => process.kill(pid, "SIGKILL"))] : []
  })
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis))

/** Kills what is left over, again and again until nothing is. Gives up after `millis`, and says how many there are. */
export const killLeftOver = async (
  marks: ReadonlyArray<Mark>,
  inherited: Inherited,
  millis: number
): Promise<number> => {
  const deadline = Date.now() + millis
  let left = leftOver(marks, inherited)
  while (left.length > 0 && Date.now() < deadline) {
    for (const kill of left) kill()
    await pause(20)
    left = leftOver(marks, inherited)
  }
  return left.length
}
