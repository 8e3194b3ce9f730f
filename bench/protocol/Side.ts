/**
 * A side of a comparison: something that does countable work, and how long it took.
 */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** `units` of work; CPU time is that of all threads. `facts` is what both sides must agree on. */
export interface Sample {
  readonly units: number
  readonly millis: number
  readonly cpuMillis: number
  readonly facts: string
}

export interface Side {
  readonly name: string
  readonly run: () => Promise<Sample>
}

/** What was done: how much of it, and facts about the outcome for the other side to agree on. */
export interface Done {
  readonly units: number
  readonly facts: string
}

setFlagsFromString("--expose-gc")
// The flag above gives every new context a function of this name.
const collectGarbage = runInNewContext("gc") as () => void

/** Shorter work is done again until it took this long. */
const millisMin = 300

const measured = async (work: () => Done | Promise<Done>): Promise<Sample> => {
  collectGarbage()
  const cpu = process.cpuUsage()
  const start = performance.now()
  const { facts, units: first } = await work()
  let units = first
  while (performance.now() - start < millisMin) units += (await work()).units
  const millis = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { units, facts, millis, cpuMillis: (user + system) / 1000 }
}

/** A side that is timed as a whole, from a clean heap. Done again, its work comes to the same. */
export const timed = (name: string, work: () => Done | Promise<Done>): Side => ({
  name,
  run: () => measured(work)
})

/** What a side works on, made for each run anew. */
export interface Subject {
  readonly close: () => Promise<void>
}

/** A side that is timed but for what it works on. */
export const onNew = <S extends Subject>(
  name: string,
  open: () => Promise<S>,
  work: (subject: S) => Promise<Done>
): Side => ({
  name,
  run: async () => {
    const subject = await open()
    try {
      return await measured(() => work(subject))
    } finally {
      await subject.close()
    }
  }
})

/** Units a second. */
export const rate = ({ units, millis }: Sample): number => (units / millis) * 1000

/** Units a second of CPU time. */
export const ratePerCore = ({ units, cpuMillis }: Sample): number => (units / cpuMillis) * 1000
