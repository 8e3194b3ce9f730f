/**
 * Emmett: `aggregateStream` of its in-memory event store, with our `evolve`.
 */
import { getInMemoryEventStore } from "@event-driven-io/emmett"
import type { Event } from "../../src/domain/event/Event.ts"
import * as Evolve from "../../src/domain/job/Evolve.ts"
import * as Job from "../../src/domain/job/Job.ts"
import type { Open } from "../workload/Histories.ts"

interface Wrapped {
  readonly type: string
  readonly data: Event
}

const evolve = (job: Job.Job, { data }: Wrapped): Job.Job => Evolve.evolve(job, data)
const initialState = (): Job.Job => Job.initialState

export const open: Open = async (histories) => {
  const store = getInMemoryEventStore()
  for (const [stream, events] of histories) {
    await store.appendToStream(
      stream,
      events.map((event) => ({ type: event._tag, data: event }))
    )
  }
  return async (visit) => {
    for (const stream of histories.keys()) {
      const { state } = await store.aggregateStream(stream, { evolve, initialState })
      visit(state)
    }
  }
}
