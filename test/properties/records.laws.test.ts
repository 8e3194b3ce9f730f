/**
 * Reading records the quick way is reading them the long way: with the Schemas, strictly.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Event from "../../src/domain/event/Event.ts"
import * as FieldError from "../../src/domain/manifest/FieldError.ts"
import * as EventData from "../../src/runtime/log/EventData.ts"
import * as LogRecord from "../../src/runtime/log/LogRecord.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import * as Played from "./Played.ts"

const strictly = { errors: "all", onExcessProperty: "error" } as const
const decodeEnvelope = Schema.decodeUnknownResult(LogRecord.Envelope, strictly)
const decoders: ReadonlyMap<string, (input: unknown) => Result.Result<Event.Recorded, Schema.SchemaError>> =
  new Map(
    Event.Recorded.members.map((member) => [
      member.fields._tag.schema.literal,
      Schema.decodeUnknownResult<Schema.Codec<Event.Recorded>>(member, strictly)
    ])
  )

const explain = ({ issue }: Schema.SchemaError): string =>
  FieldError.fromIssue(issue).map(FieldError.render).join("; ")

/** The record of a text, or what is wrong with it, by the Schemas alone. */
const atLength = (text: string): Result.Result<LogRecord.LogRecord, string> =>
  Result.gen(function* () {
    const json = yield* Result.try({ try: (): unknown => JSON.parse(text), catch: () => "not a JSON text" })
    const { type, at, data, ...place } = yield* Result.mapError(decodeEnvelope(json), explain)
    const decoder = decoders.get(type)
    if (decoder === undefined) return yield* Result.fail(`type: no event is called ${JSON.stringify(type)}`)
    const event = yield* Result.mapError(decoder({ _tag: type, at, ...data }), explain)
    return { ...place, event, text }
  })

/** Members stand in the same order, too. */
const sameReading = (text: string): void => {
  const quick = Result.mapError(LogRecord.decode(text), ({ reason }) => reason)
  const long = atLength(text)
  assert.deepStrictEqual(quick, long, text)
  const event = (read: typeof long) => JSON.stringify(Result.isSuccess(read) ? read.success.event : "")
  assert.strictEqual(event(quick), event(long))
}

const stored: ReadonlyArray<Event.Recorded> = [
  { _tag: "NameTaken", at: 1, uid: "a" },
  { _tag: "NameReleased", at: 1, uid: "a" },
  { _tag: "ControllerStarted", at: 1, epoch: 1 },
  {
    _tag: "FinishedPodsDeleted",
    at: 1,
    ordinals: [
      [0, 2],
      [4, 4]
    ]
  }
]

/** All that a template may carry besides what is decided. */
const carried = {
  command: ["sh", "-c"],
  ports: [{ containerPort: 80 }],
  env: [
    { name: "A", value: "1" },
    { name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }
  ],
  resources: { limits: { cpu: 1.5, memory: "1Gi" }, claims: [{ name: "gpu" }, {}] }
}

const dressed = (event: Event.Recorded): Event.Recorded => {
  if (event._tag !== "JobCreated") return event
  const { template } = event.spec
  const containers = template.spec.containers.map(({ name, image, ...others }) => ({
    name,
    image,
    ...carried,
    ...others
  }))
  const annotations = { ...event.metadata.annotations, "2": "b", "1": "a", odd: "\u2028\ud800" }
  return {
    ...event,
    metadata: { ...event.metadata, annotations },
    spec: { ...event.spec, template: { ...template, spec: { ...template.spec, containers } } }
  }
}

const place = { seq: 3, stream: "job/é\u2028", version: 2, cause: 1 }

const event = fc
  .tuple(ScenarioArbitrary.scenario, fc.nat())
  .map(([scenario, pick]) => [...Played.play(scenario).events.map(dressed), ...stored].at(-1 - (pick % 40)))
  .map((picked) => picked ?? { _tag: "NameTaken" as const, at: 1, uid: "a" })

type Json = Readonly<Record<string, unknown>> | ReadonlyArray<unknown>

const isContainer = (value: unknown): value is Json => typeof value === "object" && value !== null

/** What somebody may do to a member of an object or an item of a list. */
const damages: ReadonlyArray<(entries: Array<[string, unknown]>, position: number, other: unknown) => void> =
  [
    (entries, position) => entries.splice(position, 1),
    (entries, position) => entries.push(...entries.splice(position, 1)),
    (entries, position, other) => entries.splice(position, 0, ["more", other]),
    (entries, position, other) => entries.splice(position, 0, ["__proto__", other]),
    (entries, position, other) => entries.splice(position, 0, ["at", other]),
    (entries, position, other) => entries.splice(position, 1, [entries[position]?.[0] ?? "", other])
  ]

interface Harm {
  readonly path: ReadonlyArray<number>
  readonly damage: number
  readonly other: unknown
}

const other = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(-0, -1, 0.5, 2 ** 53, 2 ** 53 - 1, "", "Running", null, true, {}, [])
)

const harm: fc.Arbitrary<Harm> = fc.record({
  path: fc.array(fc.nat({ max: 9 }), { maxLength: 7 }),
  damage: fc.nat({ max: damages.length - 1 }),
  other
})

/** The value with one place in it damaged, as far down as the path leads. */
const harmed = (value: Json, { path: [step = 0, ...path], damage, other: instead }: Harm): Json => {
  const entries = Object.entries(value)
  const position = step % Math.max(1, entries.length)
  const inner = entries[position]?.[1]
  if (path.length > 0 && isContainer(inner))
    entries.splice(position, 1, [
      entries[position]?.[0] ?? "",
      harmed(inner, { path, damage, other: instead })
    ])
  else damages[damage]?.(entries, position, instead)
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)
}

/** Drawing an event costs more than reading what became of it. */
const many = { minLength: 10, maxLength: 10 }

describe("a record", () => {
  it("is read at a glance as it was written, whatever event it holds", () =>
    fc.assert(
      fc.property(event, (written) => {
        const { text } = LogRecord.encode(place, written)
        sameReading(text)
        const { event: read } = Result.getOrThrow(LogRecord.decode(text))
        assert.strictEqual(LogRecord.encode(place, read).text, text)
        assert.isTrue(EventData.fits(written._tag, EventData.of(written)))
      })
    ))

  it("that was damaged is read, or refused in the same words, as the schemas do", () =>
    fc.assert(
      fc.property(event, fc.array(fc.array(harm, { minLength: 1, maxLength: 3 }), many), (written, all) => {
        const { text } = LogRecord.encode(place, written)
        for (const harms of all) {
          // The text of a record is an object.
          const sound = JSON.parse(text) as Json
          sameReading(JSON.stringify(harms.reduce(harmed, sound)))
        }
      })
    ))

  it("with other characters is read, or refused in the same words, as the schemas do", () =>
    fc.assert(
      fc.property(
        event,
        fc.nat(),
        fc.constantFrom("", " ", '"', ",", "0", "-", "e9", "{", "]"),
        (written, pick, put) => {
          const { text } = LogRecord.encode(place, written)
          const position = pick % text.length
          sameReading(text.slice(0, position) + put + text.slice(position + 1))
          sameReading(text.slice(0, position) + put + text.slice(position))
        }
      )
    ))
})
