/** What prose cases check in words. */
import * as Schema from "effect/Schema"
import * as OrdinalMap from "../../../../src/domain/data/OrdinalMap.ts"
import { same } from "../../../../src/domain/data/Sameness.ts"
import * as PodHistory from "../../../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../../../src/domain/projection/PodObject.ts"
import * as Phrases from "./Phrases.ts"
import type * as Play from "./Play.ts"

const seconds = 1000

/** The first back-off, in seconds (JC-5). */
const base = 10

const podsOf = ({ events }: Play.Play): ReadonlyArray<PodHistory.PodRecord> =>
  OrdinalMap.values(events.reduce(PodHistory.evolve, PodHistory.initialState).pods)

/** From the end of a Pod to the creation of its successor: at least the back-off, and not twice as long. */
const gapsAre = (play: Play.Play): boolean => {
  const pods = podsOf(play)
  return pods.every(({ index, attempt, createdAt }) => {
    const before = pods.find((pod) => pod.index === index && pod.attempt === attempt - 1)
    if (before?.finishedAt === undefined) return true
    const gap = (createdAt - before.finishedAt) / seconds / base
    return 2 ** (attempt - 1) <= gap && gap < 2 ** attempt
  })
}

const isCreatedWithin = ({ events }: Play.Play, limit: number): boolean => {
  const [from] = events
  const created = events.find(({ _tag }) => _tag === "PodCreated")
  return from !== undefined && created !== undefined && created.at - from.at <= limit * seconds
}

/** The spec of the Pod that was created last, as the API shows it. */
const newest = (play: Play.Play) => {
  const pod = podsOf(play).at(-1)
  return pod === undefined ? undefined : PodObject.of(play.job, pod).spec
}

const hasNewResources = (play: Play.Play): boolean =>
  same(newest(play)?.containers[0]?.resources, Phrases.resources)

const hasNewNodeSelector = (play: Play.Play): boolean => {
  const spec: object = newest(play) ?? {}
  return "nodeSelector" in spec && same(spec.nodeSelector, Phrases.nodeSelector)
}

const hasNoResources = ({ job, refusal }: Play.Play): boolean =>
  refusal !== undefined && job.spec.template.spec.containers.every(({ resources }) => resources === undefined)

const checks = {
  "per index: gap finish→creation in [base,2·base) after the 1st failure, [2·base,4·base) after the 2nd":
    gapsAre,
  "gap finish→creation in [base,2·base) then [2·base,4·base)": gapsAre,
  "within 5 s: the back-off record is not inherited": (play: Play.Play) => isCreatedWithin(play, 5),
  "pod has the new resources": hasNewResources,
  "new pods have the new resources": hasNewResources,
  "resources unchanged": hasNoResources,
  "the pod has the new nodeSelector": hasNewNodeSelector
}

export type Check = keyof typeof checks

/** What can be checked. */
export const Check = Schema.Literals(Object.keys(checks) as ReadonlyArray<Check>)

export const holds = (play: Play.Play, check: Check): boolean => checks[check](play)
