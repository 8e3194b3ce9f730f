/**
 * A check under way: histories of one Job, played one after another until there are as many as asked for, or until
 * enough events have come of them. Events bound the work, and not seconds: so it is the same on every machine.
 */
import type { JobCreated } from "../../domain/event/Fact.ts"
import type { Violation } from "../../domain/law/Law.ts"
import type * as Assumptions from "./Assumptions.ts"
import * as History from "./History.ts"
import * as RandomPod from "./RandomPod.ts"

export interface Asked {
  readonly runs: number
  readonly seed: number
  readonly assumptions: Assumptions.Assumptions
}

/** A history that broke a law: a defect of jobledger itself. */
export interface Broken {
  readonly history: number
  readonly violations: ReadonlyArray<Violation>
}

export interface Check {
  readonly setting: History.Setting
  readonly runs: number
  readonly outcomes: Array<History.Outcome>
  current: History.History | undefined
  /** No history is begun after so many events. */
  readonly eventsMax: number
  events: number
  broken: Broken | undefined
}

/** A matter of seconds; one history of 100,000 Pods has more. */
const usualEventsMax = 750_000

/** A suspended Job is checked as if it were resumed at once. */
export const start = (
  { metadata, spec, ...created }: JobCreated,
  asked: Asked,
  eventsMax = usualEventsMax
): Check => {
  const resumed = { ...spec, suspend: false }
  return {
    setting: {
      created: { ...created, metadata, spec: resumed },
      seed: asked.seed,
      draw: RandomPod.drawing(resumed, asked.assumptions)
    },
    runs: asked.runs,
    outcomes: [],
    current: undefined,
    eventsMax,
    events: 0,
    broken: undefined
  }
}

const end = (check: Check, history: History.History): void => {
  const { violations } = history.seen.watched
  if (violations.length > 0) check.broken = { history: check.outcomes.length, violations }
  check.events += History.events(history)
  check.outcomes.push(History.outcome(history))
  check.current = undefined
}

/** Lets so many things happen in the history at hand; whether there is more to do. */
export const advance = (check: Check, steps: number): boolean => {
  const { outcomes, runs } = check
  check.current ??= History.start(check.setting, outcomes.length)
  if (!History.advance(check.current, steps)) end(check, check.current)
  if (check.current !== undefined) return true
  return check.broken === undefined && outcomes.length < runs && check.events < check.eventsMax
}

/** How much of the work is done, in per cent. */
export const progress = ({ outcomes, runs, events, eventsMax, current }: Check): number => {
  const spent = events + (current === undefined ? 0 : History.events(current))
  return Math.min(100, Math.floor(100 * Math.max(outcomes.length / runs, spent / eventsMax)))
}
