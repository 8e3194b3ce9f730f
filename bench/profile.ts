/**
 * `node bench/profile.ts BENCH[/WORKLOAD] [TOP]`: where a bench spends its time, by the functions' own time.
 *
 * The profile covers a few runs of one of the bench's own workloads after a warm-up; it is kept as
 * `BENCH-WORKLOAD.cpuprofile` in the working directory, for tools that draw it.
 */
import { writeFileSync } from "node:fs"
import { Session } from "node:inspector/promises"
import { relative } from "node:path"
import { fileURLToPath } from "node:url"
import * as Benches from "./Benches.ts"
import * as Profile from "./protocol/Profile.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const [target = "", top = "20"] = process.argv.slice(2)
const [benchName, workloadName] = target.split("/")

const bench = Benches.all.find(({ name }) => name === benchName)
if (bench === undefined)
  throw new Error(`no bench ${target}: ${Benches.all.map(({ name }) => name).join(", ")}`)
const workload = Object.keys(bench.workloads).find((name) => name === (workloadName ?? name))
const make = bench.workloads[workload ?? ""]
if (make === undefined) throw new Error(`no workload ${target}: ${Object.keys(bench.workloads).join(", ")}`)

const side = await make()
await side.run()

const session = new Session()
session.connect()
await session.post("Profiler.enable")
await session.post("Profiler.setSamplingInterval", { interval: 250 })
await session.post("Profiler.start")
const runs = [await side.run(), await side.run(), await side.run()]
const { profile } = await session.post("Profiler.stop")

const units = runs.reduce((sum, run) => sum + run.units, 0)
const millis = runs.reduce((sum, run) => sum + run.millis, 0)
const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
const percent = (share: number): string => `${(share * 100).toFixed(1).padStart(5)} %`

say(`${bench.name}/${workload}: ${units} units in ${millis.toFixed(0)} ms (${side.name})\n`)
for (const { of, share } of Profile.byFunction(profile, (url) => relative(root, url)).slice(0, Number(top)))
  say(`${percent(share)}  ${of}`)
say("\nBy file")
for (const { of, share } of Profile.byFile(profile, (url) => relative(root, url)).slice(0, Number(top)))
  say(`${percent(share)}  ${of}`)
writeFileSync(`${bench.name}-${workload}.cpuprofile`, JSON.stringify(profile))
