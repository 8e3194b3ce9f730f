/**
 * What the keeper answers, as a Schema: it may be of another version of this package.
 */
import * as Schema from "effect/Schema"
import { UnhealthyCause } from "../../domain/event/Fact.ts"
import type * as ContainerRuntime from "../../runtime/container/ContainerRuntime.ts"

const key = { pod: Schema.String, container: Schema.String, attempt: Schema.Int }

const Observation = Schema.Union([
  Schema.TaggedStruct("Started", {
    ...key,
    startedAt: Schema.Int,
    ready: Schema.Boolean,
    started: Schema.optionalKey(Schema.Boolean),
    unhealthy: Schema.optionalKey(UnhealthyCause)
  }),
  Schema.TaggedStruct("Exited", {
    ...key,
    exitCode: Schema.Int,
    reason: Schema.String,
    startedAt: Schema.optionalKey(Schema.Int),
    finishedAt: Schema.Int
  }),
  Schema.TaggedStruct("Lost", { ...key, lostAt: Schema.Int })
])

const Reply = Schema.Union([
  Schema.TaggedStruct("Done", {}),
  Schema.TaggedStruct("Superseded", { epoch: Schema.Int, current: Schema.Int }),
  Schema.TaggedStruct("Failed", { reason: Schema.String }),
  Schema.TaggedStruct("Observed", { observation: Observation }),
  Schema.TaggedStruct("Listed", { observations: Schema.Array(Observation) })
])

/** One line of the keeper. */
export const Answered = Schema.Struct({ id: Schema.Int, reply: Reply })

/** What it says. */
export type Reply = Schema.Schema.Type<typeof Reply>

/** JSON has no `undefined`; the port does. */
export const observationOf = (observation: typeof Observation.Type): ContainerRuntime.Observation =>
  observation._tag === "Exited" ? { ...observation, startedAt: observation.startedAt } : observation
