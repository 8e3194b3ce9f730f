/**
 * Plays one giant Job in a process of its own and prints what it took, so that the peak of memory is its own.
 */
import { argv, cpuUsage, resourceUsage } from "node:process"
import * as Jobs from "./Jobs.ts"
import * as Play from "./Play.ts"

const [completions = 0, parallelism = 0] = argv.slice(2).map(Number)
const start = performance.now()
const { job, events } = Play.play(Play.prepare(Jobs.indexed(completions, parallelism)))
const millis = performance.now() - start
const { user, system } = cpuUsage()
process.stdout.write(
  `${JSON.stringify({
    events,
    outcome: Play.outcome(job),
    millis,
    cpuMillis: (user + system) / 1000,
    peakBytes: resourceUsage().maxRSS * 1024
  })}\n`
)
