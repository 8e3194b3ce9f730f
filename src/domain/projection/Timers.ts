/**
 * The Job's own timers: when they ring, and the fact each of them is (promise P3).
 */
import type { Fact } from "../event/Fact.ts"
import type { Due, Job } from "../job/Job.ts"

export type Timer = keyof Due

/** In the order of one instant: TTL, then the Job's own (TR-3). */
export const timers: ReadonlyArray<Timer> = ["ttl", "backoff", "deadline"]

const tags = { ttl: "TTLExpired", backoff: "BackoffElapsed", deadline: "DeadlineExceeded" } as const

export const factOf = (timer: Timer, at: number): Fact => ({ _tag: tags[timer], at })

export const due = (job: Job, timer: Timer): number | undefined => job.due[timer]
