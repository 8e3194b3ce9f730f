/**
 * The `data` of a record: what an event holds beside its type and its instant, in the order of its schema.
 */
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import * as Event from "../../domain/event/Event.ts"
import * as Shape from "./Shape.ts"

export type EventData = Readonly<Record<string, unknown>>

interface Kind {
  readonly members: ReadonlyArray<string>
  readonly shape: Shape.Shape
}

const kindOf = ({ fields }: (typeof Event.Recorded.members)[number]): readonly [string, Kind] => {
  const data = Struct.omit(fields, ["_tag", "at"])
  return [fields._tag.schema.literal, { members: Object.keys(data), shape: Shape.of(Schema.Struct(data)) }]
}

const kinds: ReadonlyMap<string, Kind> = new Map(Event.Recorded.members.map(kindOf))

export const of = (event: Event.Recorded): EventData => {
  // Every event is a plain object with the members its schema names.
  const members = event as unknown as EventData
  const data: Record<string, unknown> = {}
  for (const member of kinds.get(event._tag)?.members ?? []) {
    if (members[member] !== undefined) data[member] = members[member]
  }
  return data
}

/** Whether this is, as it stands, the data of an event of this type. */
export const fits = (type: string, data: EventData): boolean => kinds.get(type)?.shape(data) ?? false
