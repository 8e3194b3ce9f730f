/**
 * `jobledger get`: the Jobs, Pods and Events of a store, as `kubectl get` shows them.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as IntervalSet from "../../../domain/data/IntervalSet.ts"
import * as OrdinalMap from "../../../domain/data/OrdinalMap.ts"
import type * as Job from "../../../domain/job/Job.ts"
import * as PodNames from "../../../domain/pod/PodNames.ts"
import * as JobObject from "../../../domain/projection/JobObject.ts"
import * as PodObject from "../../../domain/projection/PodObject.ts"
import type { EventLog, EventLogError } from "../../../runtime/log/EventLog.ts"
import type * as States from "../../../runtime/log/States.ts"
import * as Columns from "../../../runtime/story/Columns.ts"
import * as Style from "../../../runtime/story/Style.ts"
import { type Failure, invalidUsage } from "../Failure.ts"
import * as EventRows from "../kubectl/EventRows.ts"
import * as FieldSelector from "../kubectl/FieldSelector.ts"
import * as JobRows from "../kubectl/JobRows.ts"
import * as ObjectName from "../kubectl/ObjectName.ts"
import * as ObjectText from "../kubectl/ObjectText.ts"
import * as PodRows from "../kubectl/PodRows.ts"
import * as Reading from "../live/Reading.ts"
import * as StoreDirectory from "../live/StoreDirectory.ts"
import * as Terminal from "../Terminal.ts"

export type Kind = "jobs" | "pods" | "events"

export type Output = "table" | "wide" | "json" | "yaml" | "name"

export interface Options {
  readonly directory: string
  readonly kind: Kind
  readonly names: ReadonlyArray<string>
  /** Of every namespace where it is absent. */
  readonly namespace: string | undefined
  /** Labels an object must have. */
  readonly labels: Readonly<Record<string, string>>
  readonly fieldSelector: string
  readonly output: Output
}

type Item = JobObject.JobObject | PodObject.PodObject

const hasLabels =
  (wanted: Options["labels"]) =>
  ({ metadata }: Item): boolean =>
    Object.entries(wanted).every(([key, value]) => metadata.labels?.[key] === value)

const isIn =
  (namespace: Options["namespace"]) =>
  ({ job: { metadata } }: { readonly job: Job.Job }): boolean =>
    namespace === undefined || metadata.namespace === namespace

const jobs = (known: ReadonlyArray<States.Known>): ReadonlyArray<Item> =>
  known.filter(({ job }) => job.deletedAt === undefined).map(({ job }) => JobObject.of(job))

const pods = (seen: ReadonlyArray<Reading.Seen>): ReadonlyArray<Item> =>
  seen.flatMap(({ job, pods: { pods: known } }) =>
    OrdinalMap.values(known)
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map((pod) => PodObject.of(job, pod))
  )

/** Some of its Pods exist, and may be among those that are asked for. */
const hasWanted = (names: Options["names"], { metadata, podSet }: Job.Job): boolean =>
  (podSet.pods.size > 0 || !IntervalSet.isEmpty(podSet.finished)) &&
  (names.length === 0 || names.some((name) => PodNames.mayBear(metadata.name, name)))

/** The objects that exist. */
const items = (
  { namespace, names }: Options,
  kind: "jobs" | "pods"
): Effect.Effect<ReadonlyArray<Item>, EventLogError, EventLog> =>
  Effect.gen(function* () {
    const known = (yield* Reading.jobs("AtRest")).filter(isIn(namespace))
    if (kind === "jobs") return jobs(known)
    return pods(yield* Reading.withPods(known.filter(({ job }) => hasWanted(names, job))))
  })

const rowOf = (item: Item, now: number, isWide: boolean): ReadonlyArray<string> =>
  item.kind === "Job" ? JobRows.row(item, now, isWide) : PodRows.row(item, now, isWide)

const lines = (rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  Columns.align(rows.map((row) => row.map(Style.printable)))
    .map((line) => `${line}\n`)
    .join("")

interface Row {
  readonly namespace: string
  readonly cells: ReadonlyArray<string>
}

/** With the namespace in front where all are asked for. */
const table = ({ namespace }: Options, headings: ReadonlyArray<string>, rows: ReadonlyArray<Row>): string =>
  lines(
    [{ namespace: "NAMESPACE", cells: headings }, ...rows].map((row) =>
      namespace === undefined ? [row.namespace, ...row.cells] : row.cells
    )
  )

const tableOf = (options: Options, found: ReadonlyArray<Item>, now: number): string => {
  const isWide = options.output === "wide"
  return table(
    options,
    options.kind === "jobs" ? JobRows.headings(isWide) : PodRows.headings(isWide),
    found.map((item) => ({ namespace: item.metadata.namespace, cells: rowOf(item, now, isWide) }))
  )
}

const rendered = (options: Options, found: ReadonlyArray<Item>, now: number): Effect.Effect<string> => {
  const [only] = found
  const object = options.names.length === 1 && only !== undefined ? only : ObjectText.list(found)
  switch (options.output) {
    case "json":
      return Effect.succeed(ObjectText.json(object))
    case "yaml":
      return ObjectText.yaml(object)
    case "name":
      return Effect.succeed(found.map((item) => `${ObjectName.of(item)}\n`).join(""))
    case "table":
    case "wide":
      return Effect.succeed(tableOf(options, found, now))
  }
}

const nothing = ({ namespace }: Options): string =>
  namespace === undefined ? "No resources found" : `No resources found in ${namespace} namespace.`

const objects = (options: Options, kind: "jobs" | "pods"): Effect.Effect<void, Failure, EventLog> =>
  Effect.gen(function* () {
    const { names, labels, fieldSelector } = options
    const fields = yield* Effect.fromResult(
      Result.mapError(FieldSelector.parse(fieldSelector, kind), (why) =>
        invalidUsage(`--field-selector ${why}`)
      )
    )
    const known = (yield* items(options, kind))
      .filter(hasLabels(labels))
      .filter(FieldSelector.selects(fields))
    const missing = names.filter((name) => known.every(({ metadata }) => metadata.name !== name))
    const found = names.length === 0 ? known : known.filter(({ metadata }) => names.includes(metadata.name))
    const now = yield* Clock.currentTimeMillis
    const isTable = options.output === "table" || options.output === "wide"
    if (found.length === 0 && names.length === 0 && isTable) return yield* Terminal.say([nothing(options)])
    if (found.length > 0 || names.length === 0) yield* Terminal.write(yield* rendered(options, found, now))
    if (missing.length > 0) yield* Effect.fail({ _tag: "ObjectsNotFound", kind, names: missing } as const)
  })

const events = (options: Options): Effect.Effect<void, Failure, EventLog> =>
  Effect.gen(function* () {
    const said = (yield* Reading.all)
      .filter(isIn(options.namespace))
      .flatMap(({ events: own }) => own)
      .filter(
        ({ object }) => options.names.length === 0 || options.names.some((name) => object === `job/${name}`)
      )
      .toSorted((left, right) => left.at - right.at)
    if (said.length === 0) return yield* Terminal.say([nothing(options)])
    const now = yield* Clock.currentTimeMillis
    if (options.output === "json") return yield* Terminal.write(ObjectText.json(ObjectText.list(said)))
    if (options.output === "yaml") return yield* Terminal.write(yield* ObjectText.yaml(ObjectText.list(said)))
    const rows = EventRows.counted(said).map((event) => ({
      namespace: event.namespace,
      cells: EventRows.row(event, now)
    }))
    yield* Terminal.write(table(options, EventRows.headings, rows))
  })

export const run = (options: Options): Effect.Effect<void, Failure> =>
  Effect.gen(function* () {
    const { kind, directory } = options
    yield* StoreDirectory.ensure(directory)
    const shown = kind === "events" ? events(options) : objects(options, kind)
    yield* Effect.provide(shown, Reading.layer(directory))
  })
