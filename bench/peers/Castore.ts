/**
 * castore: `getAggregate` of an event store with its in-memory adapter, with our `evolve`.
 */
import { EventStore, EventType, type EventDetail } from "@castore/core"
import { InMemoryEventStorageAdapter } from "@castore/event-storage-adapter-in-memory"
import type { Event } from "../../src/domain/event/Event.ts"
import { kinds } from "../../src/domain/event/Event.ts"
import * as Evolve from "../../src/domain/job/Evolve.ts"
import * as Job from "../../src/domain/job/Job.ts"
import type { Open } from "../workload/Histories.ts"

type Detail = EventDetail<string, Event>

// A reducer of castore starts with an aggregate that is absent.
const reducer = (job: Job.Job | undefined, { payload }: Detail): Job.Job =>
  Evolve.evolve(job ?? Job.initialState, payload)

export const open: Open = async (histories) => {
  const store = new EventStore({
    eventStoreId: "JOBS",
    eventTypes: Object.keys(kinds).map((type) => new EventType({ type })),
    reducer: reducer as never,
    eventStorageAdapter: new InMemoryEventStorageAdapter()
  })
  for (const [aggregateId, events] of histories) {
    for (const [position, event] of events.entries()) {
      const detail = { aggregateId, version: position + 1, type: event._tag, payload: event }
      await store.getEventStorageAdapter().pushEvent(detail, { eventStoreId: "JOBS" })
    }
  }
  return async (visit) => {
    for (const aggregateId of histories.keys()) {
      const { aggregate } = await store.getAggregate(aggregateId)
      visit(aggregate as unknown as Job.Job)
    }
  }
}
