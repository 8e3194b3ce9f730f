/**
 * Events of the streams beside those of Jobs: which names are taken, and who controls the store.
 *
 * Nothing is decided on them: each is a fact, and a batch of its own. They are in the log so that the uniqueness of
 * names and the right to control a store are matters of expected versions like any other.
 */
import * as Schema from "effect/Schema"

const at = Schema.Int

/** A Job of this UID bears the name of the stream. */
export const NameTaken = Schema.TaggedStruct("NameTaken", { at, uid: Schema.String })
export interface NameTaken extends Schema.Schema.Type<typeof NameTaken> {}

/** The Job that bore the name is gone. */
export const NameReleased = Schema.TaggedStruct("NameReleased", { at, uid: Schema.String })
export interface NameReleased extends Schema.Schema.Type<typeof NameReleased> {}

/** A controller has taken over; its epoch is the version of the stream from now on. */
export const ControllerStarted = Schema.TaggedStruct("ControllerStarted", { at, epoch: Schema.Int })
export interface ControllerStarted extends Schema.Schema.Type<typeof ControllerStarted> {}

export const StoreEvent = Schema.Union([NameTaken, NameReleased, ControllerStarted])
export type StoreEvent = typeof StoreEvent.Type
