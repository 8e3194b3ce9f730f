/** A Job and its Pods at a moment of a story, as the objects that kubectl shows. */
import * as Result from "effect/Result"
import type * as EventRows from "../../../../src/adapters/cli/kubectl/EventRows.ts"
import * as Admission from "../../../../src/domain/command/Admission.ts"
import * as OrdinalMap from "../../../../src/domain/data/OrdinalMap.ts"
import * as JobObject from "../../../../src/domain/projection/JobObject.ts"
import * as KubernetesEvents from "../../../../src/domain/projection/KubernetesEvents.ts"
import * as PodHistory from "../../../../src/domain/projection/PodHistory.ts"
import * as PodObject from "../../../../src/domain/projection/PodObject.ts"
import * as Clock from "../../../domain/Clock.ts"
import { given } from "../../../domain/Given.ts"
import { type Story, type Told, uid } from "../../../domain/Told.ts"

export interface Scene {
  readonly now: number
  readonly job: JobObject.JobObject
  readonly pods: ReadonlyArray<PodObject.PodObject>
  readonly events: ReadonlyArray<EventRows.Said>
}

/** What a user creates. */
export const created = (manifest: unknown): Told => ({
  at: undefined,
  facts: (at) => [
    Result.getOrThrow(Admission.createJob({ _tag: "CreateJob", at, uid, generatedSuffix: "00000", manifest }))
  ]
})

/** `now` in seconds since the story began. */
export const at = (now: number, ...story: ReadonlyArray<Story>): Scene => {
  const { job, events } = given(...story)
  const { pods } = events.reduce(PodHistory.evolve, PodHistory.initialState)
  const { namespace, name } = job.metadata
  return {
    now: Clock.instant(now),
    job: JobObject.of(job),
    pods: OrdinalMap.values(pods)
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map((pod) => PodObject.of(job, pod)),
    events: events.flatMap((event) => {
      const said = KubernetesEvents.of(event, (ordinal) => OrdinalMap.get(pods, ordinal)?.name ?? "")
      return said === undefined ? [] : [{ ...said, namespace, object: `job/${name}` }]
    })
  }
}
