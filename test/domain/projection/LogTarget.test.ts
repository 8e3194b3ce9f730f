import { describe, expect, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as LogTarget from "../../../src/domain/projection/LogTarget.ts"
import * as PodHistory from "../../../src/domain/projection/PodHistory.ts"
import { given } from "../Given.ts"
import type { Story } from "../Told.ts"
import {
  at,
  changesTemplate,
  containerEnds,
  containerRestarts,
  containerStarts,
  fact,
  isResumed,
  job,
  podEnds,
  podRuns,
  podsRun
} from "../Told.ts"

const pods = (...story: ReadonlyArray<Story>): ReadonlyArray<PodHistory.PodRecord> =>
  OrdinalMap.values(given(...story).events.reduce(PodHistory.evolve, PodHistory.initialState).pods)

const none: LogTarget.Choice = { container: undefined, allContainers: false, previous: false }

/** Ordinal, container and attempt. */
const shown = (choice: Partial<LogTarget.Choice>, ...story: ReadonlyArray<Story>) => {
  const [target] = LogTarget.of(pods(...story), { ...none, ...choice })
  return target === undefined ? undefined : [target.pod.ordinal, target.container.name, target.attempt]
}

const three = job({ parallelism: 3, completions: 9 })
const onFailure = { restartPolicy: "OnFailure" }
const containers = [
  { name: "main", image: "busybox" },
  { name: "side", image: "busybox" }
]

describe("the Pod of a Job whose output is shown (LC-95)", () => {
  const slot = (ordinal: number) => fact({ _tag: "SlotGranted", ordinal })
  /** Their Pods are Pending until both containers have begun. */
  const pairs = job({ parallelism: 2, completions: 2 }, { containers })

  it("is one that has its place rather than one that waits for it", () => {
    expect(shown({}, pairs, slot(1), containerStarts(1, "main"))).toEqual([1, "main", 0])
  })

  it("is one that runs rather than one that is Pending", () => {
    const pending = [slot(0), containerStarts(0, "main")]
    expect(shown({}, pairs, ...pending, podRuns(1, { ready: false }))).toEqual([1, "main", 0])
  })

  it("is one that is ready rather than one that runs or has ended", () => {
    expect(shown({}, three, podRuns(0), podRuns(1, { ready: false }), podRuns(2), podEnds(0, 0))).toEqual([
      2,
      "main",
      0
    ])
  })

  it("is the one that has been ready longest", () => {
    expect(shown({}, three, at(1, podRuns(2)), at(2, podRuns(0)), at(3, podRuns(1)))).toEqual([2, "main", 0])
  })

  it("is the one with the most restarts of those that are not ready", () => {
    const restarts = [job({ parallelism: 2, completions: 2 }, onFailure), podsRun(0, 1)]
    expect(
      shown(
        {},
        ...restarts,
        at(1, podEnds(1, 1)),
        at(2, containerRestarts(1)),
        at(3, podEnds(0, 1), podEnds(1, 1))
      )
    ).toEqual([1, "main", 1])
  })

  it("is the oldest of those that are alike", () => {
    expect(shown({}, three, podsRun(2, 1, 0))).toEqual([0, "main", 0])
  })

  it("is none where none has run", () => {
    expect(shown({}, three)).toBeUndefined()
    expect(LogTarget.of([], none)).toEqual([])
  })
})

describe("the container whose output is shown (LC-94)", () => {
  it("is the first, or the one that was asked for", () => {
    const both = [job({}, { containers }), podRuns(0)]
    expect(shown({}, ...both)).toEqual([0, "main", 0])
    expect(shown({ container: "side" }, ...both)).toEqual([0, "side", 0])
    expect(shown({ container: "other" }, ...both)).toBeUndefined()
  })

  it("is the one that the Pod names as its default, if it has it", () => {
    const withDefault = (name: string) => [
      job({ suspend: true }, { containers }),
      changesTemplate({ metadata: { annotations: { "kubectl.kubernetes.io/default-container": name } } }),
      isResumed,
      podRuns(0)
    ]
    expect(shown({}, ...withDefault("side"))).toEqual([0, "side", 0])
    expect(shown({}, ...withDefault("other"))).toEqual([0, "main", 0])
    expect(shown({ container: "main" }, ...withDefault("side"))).toEqual([0, "main", 0])
  })

  it("is told where nobody chose it among several", () => {
    const [pod] = pods(job({}, { containers }), podRuns(0))
    const [alone] = pods(job(), podRuns(0))
    const isDefaulted = (of: typeof pod, choice: Partial<LogTarget.Choice>) =>
      of !== undefined && LogTarget.isDefaulted(of, { ...none, ...choice })
    expect(isDefaulted(pod, {})).toBe(true)
    expect(isDefaulted(pod, { container: "main" })).toBe(false)
    expect(isDefaulted(pod, { allContainers: true })).toBe(false)
    expect(isDefaulted(alone, {})).toBe(false)
  })

  it("is every one that has run where all are asked for, init containers first", () => {
    const init = { initContainers: [{ name: "first", image: "busybox" }], containers }
    const first = [containerStarts(0, "first"), containerEnds(0, "first", 0)]
    const slot = fact({ _tag: "SlotGranted", ordinal: 0 })
    const begun = pods(job({}, init), slot, ...first, podRuns(0))
    const all = LogTarget.of(begun, { ...none, allContainers: true })
    expect(all.map(({ container }) => container.name)).toEqual(["first", "main", "side"])
  })

  it("is no other that has begun earlier", () => {
    const slot = fact({ _tag: "SlotGranted", ordinal: 0 })
    expect(shown({}, job({}, { containers }), slot, containerStarts(0, "side"))).toBeUndefined()
  })
})

describe("the run whose output is shown (LC-93)", () => {
  const once = [job({}, onFailure), podRuns(0)]
  const ended = [...once, ...at(1, podEnds(0, 1))]
  const again = [...ended, ...at(2, containerRestarts(0))]

  it("is the one that runs, or the one that ended last", () => {
    expect(shown({}, ...once)).toEqual([0, "main", 0])
    expect(shown({}, ...ended)).toEqual([0, "main", 0])
    expect(shown({}, ...again)).toEqual([0, "main", 1])
  })

  it("is the one before it with previous, where there is one", () => {
    expect(shown({ previous: true }, ...once)).toBeUndefined()
    expect(shown({ previous: true }, ...again)).toEqual([0, "main", 0])
  })
})
