import { describe, expect, it } from "vitest"
import * as TimerQueue from "../../../src/runtime/simulation/TimerQueue.ts"

const { command, pod, ttl, job, fault } = TimerQueue.classes

const drained = <A>(queue: TimerQueue.TimerQueue<A>, until = 99): ReadonlyArray<A> => {
  const entry = queue.next(until)
  return entry === undefined ? [] : [entry.value, ...drained(queue, until)]
}

describe("the queue of what is going to happen", () => {
  it("yields by instant, whatever the order of arming", () => {
    const queue = TimerQueue.make<number>()
    for (const at of [7, 3, 9, 1, 8, 2, 6, 4, 5]) queue.arm(at, pod, at)
    expect(drained(queue)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it("yields within an instant commands, Pods, TTL, the Job's timers, faults (TR-3)", () => {
    const queue = TimerQueue.make<string>()
    queue.arm(5, fault, "fault")
    queue.arm(5, job, "job")
    queue.arm(5, ttl, "ttl")
    queue.arm(5, pod, "pod")
    queue.arm(5, command, "command")
    expect(drained(queue)).toEqual(["command", "pod", "ttl", "job", "fault"])
  })

  it("yields within a class in the order of arming (TR-3)", () => {
    const queue = TimerQueue.make<string>()
    for (const name of ["a", "b", "c", "d", "e", "f"]) queue.arm(5, pod, name)
    expect(drained(queue)).toEqual(["a", "b", "c", "d", "e", "f"])
  })

  it("yields what is due up to an instant, that included (TR-5)", () => {
    const queue = TimerQueue.make<number>()
    for (const at of [1, 2, 3]) queue.arm(at, pod, at)
    expect(drained(queue, 2)).toEqual([1, 2])
    expect(drained(queue, 2)).toEqual([])
    expect(drained(queue, 3)).toEqual([3])
  })

  it("may be armed between two that it yields", () => {
    const queue = TimerQueue.make<number>()
    queue.arm(4, pod, 4)
    queue.arm(1, pod, 1)
    expect(queue.next(9)?.value).toBe(1)
    queue.arm(2, pod, 2)
    queue.arm(4, command, 3)
    expect(drained(queue)).toEqual([2, 3, 4])
  })

  it("shows the next and leaves it where it is", () => {
    const queue = TimerQueue.make<string>()
    expect(queue.peek()).toBeUndefined()
    queue.arm(2, pod, "a")
    expect(queue.peek()).toMatchObject({ at: 2, value: "a" })
    expect(drained(queue)).toEqual(["a"])
    expect(queue.next(9)).toBeUndefined()
  })
})
