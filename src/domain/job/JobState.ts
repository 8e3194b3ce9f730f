/**
 * A Job's state as plain data, and back: what a store keeps so that it need not fold a stream again (store rule (h)).
 *
 * Only what differs from a new Job and from new Pods is said, and sets are said as runs, so that a Job of a million
 * completions is as brief as its Pods in hand (promise P9). Decoding gives the very state that was encoded. It is on
 * the way of every start and believes what it is given: whoever keeps states must know that they are whole.
 */
import * as Record from "effect/Record"
import * as Struct from "effect/Struct"
import * as IntervalSet from "../data/IntervalSet.ts"
import * as OrdinalMap from "../data/OrdinalMap.ts"
import { same } from "../data/Sameness.ts"
import * as Pod from "../pod/Pod.ts"
import * as Job from "./Job.ts"
import type { PodSet } from "./PodSet.ts"
import * as Retained from "./Retained.ts"
import * as SuccessIndexes from "./SuccessIndexes.ts"
import * as Tally from "./Tally.ts"

/** Raised with every change of what is encoded here, and of what `Evolve` makes of an event. */
export const format = 7

/** The members in which a value differs from a new one. JSON has none that are `undefined`; a new value has all. */
type Brief<A> = Partial<A>

interface BriefPod extends Omit<Brief<Pod.Pod>, "containers" | "initContainers"> {
  readonly initContainers?: ReadonlyArray<Brief<Pod.Container>>
  readonly containers: ReadonlyArray<Brief<Pod.Container>>
}

/** First and last of each run; nothing where there is none. */
type Runs = ReadonlyArray<IntervalSet.Interval> | undefined

interface BriefPodSet {
  readonly nextOrdinal: number
  readonly pods: ReadonlyArray<BriefPod>
  readonly tally: Brief<Tally.Tally>
  readonly completed?: Runs
  readonly failed?: Runs
  readonly holders: ReadonlyArray<OrdinalMap.Entry<number>>
  readonly retained?: ReadonlyArray<OrdinalMap.Entry<number>>
  readonly vacant?: Runs
  readonly undecided?: Runs
  readonly uncounted?: Runs
  readonly finished?: Runs
  readonly leaving?: Runs
}

export interface JobState extends Omit<Brief<Job.Job>, "due" | "podSet" | "successIndexes"> {
  readonly due: Brief<Job.Due>
  readonly podSet: BriefPodSet
}

const newPod = Pod.make({ ordinal: 0, index: undefined, at: 0, containers: [] })

type Members = Record.ReadonlyRecord<string, unknown>

const brief = <A extends object>(value: A, blank: A): Brief<A> =>
  // Plain data is read by its members' names, and some of its members are a part of it.
  Record.filter(value as Members, (member, name) => !same(member, (blank as Members)[name])) as Brief<A>

const runs = (set: IntervalSet.IntervalSet): Runs =>
  IntervalSet.isEmpty(set) ? undefined : IntervalSet.intervals(set)

const setOf = (known: Runs): IntervalSet.IntervalSet =>
  known === undefined ? IntervalSet.empty : IntervalSet.fromIntervals(known)

const encodeContainer = (container: Pod.Container): Brief<Pod.Container> => brief(container, Pod.newContainer)

const decodeContainer = (container: Brief<Pod.Container>): Pod.Container => ({
  ...Pod.newContainer,
  ...container
})

const encodePod = ({ initContainers, containers, ...pod }: Pod.Pod): BriefPod => ({
  ...brief(pod, newPod),
  ...(initContainers.length === 0 ? {} : { initContainers: initContainers.map(encodeContainer) }),
  containers: containers.map(encodeContainer)
})

const decodePod = ({ initContainers, containers, ...pod }: BriefPod): Pod.Pod => ({
  ...newPod,
  ...pod,
  initContainers: initContainers === undefined ? newPod.initContainers : initContainers.map(decodeContainer),
  containers: containers.map(decodeContainer)
})

const encodePodSet = (set: PodSet): BriefPodSet => ({
  nextOrdinal: set.nextOrdinal,
  pods: OrdinalMap.values(set.pods).map(encodePod),
  tally: brief(set.tally, Tally.empty),
  completed: runs(set.indexes.completed),
  failed: runs(set.indexes.failed),
  holders: OrdinalMap.entries(set.indexes.holders),
  ...(OrdinalMap.isEmpty(set.retained.pods) ? {} : { retained: OrdinalMap.entries(set.retained.pods) }),
  vacant: runs(set.indexes.vacant),
  undecided: runs(set.undecided),
  uncounted: runs(set.uncounted),
  finished: runs(set.finished),
  leaving: runs(set.leaving)
})

const decodeRetained = (
  retained: BriefPodSet["retained"],
  pods: OrdinalMap.OrdinalMap<Pod.Pod>
): Retained.Retained =>
  (retained ?? []).reduce((rest, [index, ordinal]) => {
    const pod = OrdinalMap.get(pods, ordinal)
    return pod === undefined ? rest : Retained.enter(rest, index, pod)
  }, Retained.empty)

const decodePods = (pods: ReadonlyArray<BriefPod>): OrdinalMap.OrdinalMap<Pod.Pod> =>
  OrdinalMap.fromEntries(pods.map((pod) => [pod.ordinal ?? 0, decodePod(pod)]))

const decodePodSet = (set: BriefPodSet, pods = decodePods(set.pods)): PodSet => ({
  nextOrdinal: set.nextOrdinal,
  pods,
  tally: { ...Tally.empty, ...set.tally },
  indexes: {
    completed: setOf(set.completed),
    failed: setOf(set.failed),
    holders: OrdinalMap.fromEntries(set.holders),
    vacant: setOf(set.vacant)
  },
  retained: decodeRetained(set.retained, pods),
  undecided: setOf(set.undecided),
  uncounted: setOf(set.uncounted),
  finished: setOf(set.finished),
  leaving: setOf(set.leaving)
})

export const encode = (job: Job.Job): JobState => ({
  ...brief(Struct.omit(job, ["successIndexes"]), Job.initialState),
  due: brief(job.due, Job.initialState.due),
  podSet: encodePodSet(job.podSet)
})

export const decode = (state: JobState): Job.Job => ({
  ...Job.initialState,
  ...state,
  successIndexes: SuccessIndexes.of(state.spec ?? Job.initialState.spec),
  due: { ...Job.initialState.due, ...state.due },
  podSet: decodePodSet(state.podSet)
})

const runCount = ({ ends }: IntervalSet.IntervalSet): number => ends?.size ?? 1

/** How large the state is when it is encoded: Pods in hand, and runs of the others. */
export const size = ({ podSet }: Job.Job): number =>
  podSet.pods.size +
  runCount(podSet.indexes.completed) +
  runCount(podSet.indexes.failed) +
  runCount(podSet.indexes.vacant) +
  runCount(podSet.finished) +
  runCount(podSet.leaving)
