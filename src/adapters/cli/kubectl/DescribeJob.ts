/**
 * A Job as `kubectl describe job` shows it.
 */
import type { JobObject } from "../../../domain/projection/JobObject.ts"
import * as DescribeContainers from "./DescribeContainers.ts"
import * as DescribeVolumes from "./DescribeVolumes.ts"
import * as Description from "./Description.ts"
import * as EventRows from "./EventRows.ts"
import * as HumanDuration from "./HumanDuration.ts"
import * as JobRows from "./JobRows.ts"
import * as Tabbed from "./Tabbed.ts"

type Lines = ReadonlyArray<Tabbed.Line>

const identity = ({ metadata, ...job }: JobObject): Lines => [
  ["Name:", metadata.name],
  ["Namespace:", metadata.namespace],
  ["Selector:", JobRows.selector({ metadata, ...job })],
  ...Description.labels("", "Labels", metadata.labels),
  ...Description.annotations("", metadata.annotations)
]

const asked = ({ spec }: JobObject): Lines => [
  ["Parallelism:", String(spec.parallelism)],
  ["Completions:", spec.completions === undefined ? "<unset>" : String(spec.completions)],
  ["Completion Mode:", spec.completionMode],
  ["Suspend:", String(spec.suspend)],
  ["Backoff Limit:", String(spec.backoffLimit)],
  ...Description.unless("TTL Seconds After Finished:", spec.ttlSecondsAfterFinished)
]

const times = ({ spec, status: { startTime, completionTime } }: JobObject): Lines => [
  ...(startTime === undefined ? [] : [["Start Time:", Description.time(startTime)]]),
  ...(completionTime === undefined ? [] : [["Completed At:", Description.time(completionTime)]]),
  ...(startTime === undefined || completionTime === undefined
    ? []
    : [["Duration:", HumanDuration.since(startTime, Date.parse(completionTime))]]),
  ...Description.unless(
    "Active Deadline Seconds:",
    spec.activeDeadlineSeconds === undefined ? undefined : `${spec.activeDeadlineSeconds}s`
  )
]

const indexesLength = 50

/** A long list is cut behind the first interval that ends beyond fifty characters. */
const cut = (indexes: string): string => {
  const end = indexes.indexOf(",", indexesLength)
  return end === -1 ? indexes : `${indexes.slice(0, end + 1)}...`
}

const pods = ({ spec, status }: JobObject): Lines => {
  const { active = 0, ready = 0, succeeded = 0, failed = 0, completedIndexes = Description.none } = status
  return [
    ["Pods Statuses:", `${active} Active (${ready} Ready) / ${succeeded} Succeeded / ${failed} Failed`],
    ...(spec.completionMode === "Indexed" ? [["Completed Indexes:", cut(completedIndexes)]] : [])
  ]
}

const template = ({ metadata, spec }: JobObject["spec"]["template"]): Lines => [
  ["Pod Template:"],
  ...Description.labels("  ", "Labels", metadata.labels),
  ...(metadata.annotations === undefined ? [] : Description.annotations("  ", metadata.annotations)),
  ...DescribeContainers.ofTemplate("Init Containers", spec.initContainers),
  ...DescribeContainers.ofTemplate("Containers", spec.containers),
  ...DescribeVolumes.ofTemplate(spec),
  ["  Node-Selectors:", Description.none],
  ["  Tolerations:", Description.none]
]

/** The description, with the Events of the Job. */
export const text = (job: JobObject, events: ReadonlyArray<EventRows.Said>, now: number): string =>
  Tabbed.text([
    ...identity(job),
    ...asked(job),
    ...times(job),
    ...pods(job),
    ...template(job.spec.template),
    ...EventRows.described(events, now)
  ])
