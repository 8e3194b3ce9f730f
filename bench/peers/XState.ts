/**
 * XState: the pure `transition` of a machine of the Job's life cycle, which keeps counters of its Pods as context.
 *
 * It does less than our `evolve`: it keeps no Pods, no indexes, no conditions with their messages and no instants.
 */
import { assign, initialTransition, setup, transition } from "xstate"
import type { Event } from "../../src/domain/event/Event.ts"
import type { Open } from "../workload/Histories.ts"

interface Counters {
  readonly resourceVersion: number
  readonly pending: number
  readonly running: number
  readonly ready: number
  readonly uncounted: number
  readonly succeeded: number
  readonly failed: number
}

type Typed = {
  [T in Event["_tag"]]: { readonly type: T; readonly event: Extract<Event, { readonly _tag: T }> }
}[Event["_tag"]]

const count = (change: (counters: Counters) => Partial<Counters>) =>
  assign<Counters, Typed, undefined, Typed, never>(({ context }) => ({
    resourceVersion: context.resourceVersion + 1,
    ...change(context)
  }))

const nothing = count(() => ({}))

const pods = {
  PodCreated: { actions: count(({ pending }) => ({ pending: pending + 1 })) },
  SlotGranted: { actions: nothing },
  PodScheduled: { actions: nothing },
  ContainerStarted: { actions: nothing },
  PodStarted: {
    actions: count(({ pending, running, ready }) => ({
      pending: pending - 1,
      running: running + 1,
      ready: ready + 1
    }))
  },
  ContainerExited: { actions: nothing },
  PodSucceeded: {
    actions: count(({ running, ready, uncounted }) => ({
      running: running - 1,
      ready: ready - 1,
      uncounted: uncounted + 1
    }))
  },
  PodFailed: {
    actions: count(({ running, ready, uncounted }) => ({
      running: running - 1,
      ready: ready - 1,
      uncounted: uncounted + 1
    }))
  },
  PodReleased: {
    actions: assign<Counters, Typed, undefined, Typed, never>(({ context, event }) => {
      const as = event.type === "PodReleased" ? event.event.countedAs : "Nothing"
      return {
        resourceVersion: context.resourceVersion + 1,
        uncounted: context.uncounted - 1,
        succeeded: context.succeeded + (as === "Succeeded" ? 1 : 0),
        failed: context.failed + (as === "Failed" ? 1 : 0)
      }
    })
  }
} as const

const machine = setup({
  types: { context: {} as Counters, events: {} as Typed }
}).createMachine({
  context: { resourceVersion: 0, pending: 0, running: 0, ready: 0, uncounted: 0, succeeded: 0, failed: 0 },
  initial: "absent",
  states: {
    absent: { on: { JobCreated: { target: "created", actions: nothing } } },
    created: { on: { JobStarted: { target: "active", actions: nothing } } },
    active: {
      on: {
        ...pods,
        BackoffArmed: { target: "backingOff", actions: nothing },
        SuccessCriteriaMet: { target: "succeeding", actions: nothing },
        FailureTargetSet: { target: "failing", actions: nothing }
      }
    },
    backingOff: { on: { ...pods, BackoffElapsed: { target: "active", actions: nothing } } },
    succeeding: { on: { ...pods, JobCompleted: { target: "complete", actions: nothing } } },
    failing: { on: { ...pods, JobFailed: { target: "failed", actions: nothing } } },
    complete: { type: "final" },
    failed: { type: "final" }
  }
})

export const open: Open = (histories) => {
  const streams = [...histories.values()].map((events) =>
    // Each event under the name XState looks for.
    events.map((event) => ({ type: event._tag, event }) as Typed)
  )
  const [start] = initialTransition(machine)
  return Promise.resolve((visit) => {
    for (const events of streams) {
      const end = events.reduce((snapshot, event) => transition(machine, snapshot, event)[0], start)
      if (end.context.resourceVersion !== events.length) throw new Error("an event was not taken")
      visit(end.context)
    }
    return Promise.resolve()
  })
}
