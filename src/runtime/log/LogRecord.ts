/**
 * One line of a log: an event in its envelope, as JSON text (store rule (a)).
 *
 * The text is made once and never again: hashes cover it byte for byte, and exports write it. Keys stand in the order
 * of the schemas. An event that changes its shape one day is upcast in `decode`, after its hash is checked (P6).
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Event from "../../domain/event/Event.ts"
import * as FieldError from "../../domain/manifest/FieldError.ts"
import * as EventData from "./EventData.ts"
import * as Shape from "./Shape.ts"

/**
 * `seq`: position in the log, from 1. `stream`: whose event it is. `version`: position in the stream, from 1. `at`:
 * epoch milliseconds. `cause`: the `seq` of the fact that led to a decision; 0 of a fact that opens a batch.
 */
export const Envelope = Schema.Struct({
  seq: Schema.Int,
  stream: Schema.String,
  version: Schema.Int,
  at: Schema.Int,
  type: Schema.String,
  data: Schema.Record(Schema.String, Schema.Json),
  cause: Schema.Int
})
export interface Envelope extends Schema.Schema.Type<typeof Envelope> {}

/** A record in the log: the text, the event it holds, and its place. */
export interface LogRecord {
  readonly seq: number
  readonly stream: string
  readonly version: number
  readonly cause: number
  readonly event: Event.Recorded
  readonly text: string
}

export type Place = Pick<LogRecord, "seq" | "stream" | "version" | "cause">

/** The part of a text that is the same wherever in the log it comes to stand: all between `seq` and `cause`. */
export const body = (stream: string, version: number, event: Event.Recorded): string => {
  const before = `,"stream":${JSON.stringify(stream)},"version":${version},"at":${event.at}`
  return `${before},"type":"${event._tag}","data":${JSON.stringify(EventData.of(event))}`
}

/** The text of a record with this body. */
export const textOf = (seq: number, body: string, cause: number): string =>
  `{"seq":${seq}${body},"cause":${cause}}`

/** The fact that opens a batch has cause 0, everything else in it the seq of that fact. */
export const causeOf = (seq: number, opening: number): number => (seq === opening ? 0 : opening)

export const encode = (place: Place, event: Event.Recorded): LogRecord => {
  const { seq, stream, version, cause } = place
  return { seq, stream, version, cause, event, text: textOf(seq, body(stream, version, event), cause) }
}

/** A line that is no record: not JSON, no envelope, or no event of a known type. */
export interface InvalidRecord {
  readonly _tag: "InvalidRecord"
  readonly reason: string
}

const invalid = (reason: string): InvalidRecord => ({ _tag: "InvalidRecord", reason })

const strictly = { errors: "all", onExcessProperty: "error" } as const
const decodeEnvelope = Schema.decodeUnknownResult(Envelope, strictly)

/** A decoder for each type: trying all members of the union for every record would cost as much as all the rest. */
const decoders: ReadonlyMap<string, (input: unknown) => Result.Result<Event.Recorded, Schema.SchemaError>> =
  new Map(
    Event.Recorded.members.map((member) => [
      member.fields._tag.schema.literal,
      Schema.decodeUnknownResult<Schema.Codec<Event.Recorded>>(member, strictly)
    ])
  )

const decodeEvent = (type: string, input: unknown): Result.Result<Event.Recorded, InvalidRecord> => {
  const decoder = decoders.get(type)
  return decoder === undefined
    ? Result.fail(invalid(`type: no event is called ${JSON.stringify(type)}`))
    : Result.mapError(decoder(input), explain)
}

const explain = (error: Schema.SchemaError): InvalidRecord =>
  invalid(FieldError.fromIssue(error.issue).map(FieldError.render).join("; "))

const parse = (text: string): Result.Result<unknown, InvalidRecord> =>
  Result.try({ try: (): unknown => JSON.parse(text), catch: () => invalid("not a JSON text") })

/** What holds an event of any type: its `data` is looked at with the event. */
const isEnvelope = Shape.of(
  Schema.Struct({ ...Envelope.fields, data: Schema.Record(Schema.String, Schema.Unknown) })
)

/** The record of a text as `encode` writes it. */
const atAGlance = (json: unknown, text: string): LogRecord | undefined => {
  if (!isEnvelope(json) || !EventData.fits(json.type, json.data)) return undefined
  const { seq, stream, version, at, type, data, cause } = json
  // Data that fits a type is all that an event of it holds beside the type and the instant.
  const event = { _tag: type, at, ...data } as unknown as Event.Recorded
  return { seq, stream, version, cause, event, text }
}

const explained = (json: unknown, text: string): Result.Result<LogRecord, InvalidRecord> =>
  Result.gen(function* () {
    const { seq, stream, version, at, type, data, cause } = yield* Result.mapError(
      decodeEnvelope(json),
      explain
    )
    const event = yield* decodeEvent(type, { _tag: type, at, ...data })
    return { seq, stream, version, cause, event, text }
  })

/** Reads a text. What is wrong with it, or merely written otherwise, is for the Schemas to say. */
export const decode = (text: string): Result.Result<LogRecord, InvalidRecord> =>
  Result.flatMap(parse(text), (json) => {
    const record = atAGlance(json, text)
    return record === undefined ? explained(json, text) : Result.succeed(record)
  })
