/**
 * `npm run bench -- [NAME…] [--quick] [--force] [--install] [--write DOCUMENT]`
 *
 * Measures all benches or the named ones, prints their tables and saves the results; `docs/benchmarks.md` tells more.
 */
import { execFileSync } from "node:child_process"
import { parseArgs } from "node:util"
import * as Benches from "./Benches.ts"
import * as Bench from "./protocol/Bench.ts"
import * as Machine from "./protocol/Machine.ts"
import * as Repetition from "./protocol/Repetition.ts"
import * as Report from "./protocol/Report.ts"

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    force: { type: "boolean", default: false },
    install: { type: "boolean", default: false },
    wait: { type: "string", default: "120" },
    write: { type: "string" }
  }
})

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const selected = (): ReadonlyArray<Bench.Bench> => {
  const unknown = names.filter((name) => !Benches.all.some((bench) => bench.name === name))
  if (unknown.length > 0)
    throw new Error(`no bench ${unknown.join(", ")}: ${Benches.all.map(({ name }) => name).join(", ")}`)
  const wanted = Benches.all.filter(({ name }) => names.length === 0 || names.includes(name))
  if (Machine.hasPeers()) return wanted
  wanted
    .filter(({ needsPeers }) => needsPeers)
    .forEach(({ name }) =>
      say(`${name} is left out: install its peers with \`npm ci --prefix bench\`, or add --install`)
    )
  return wanted.filter(({ needsPeers }) => !needsPeers)
}

const measureAll = async (): Promise<void> => {
  const benches = selected()
  const settings = options.quick ? Repetition.quick : Repetition.thorough
  const isQuiet = await Machine.quiet(options.force ? 0 : Number(options.wait) * 1000)
  if (!isQuiet && !options.force)
    throw new Error("the load average is above 0.5: wait until the machine is quiet, or add --force")
  const run: Report.Run = { machine: Machine.describe(), loaded: !isQuiet, quick: options.quick }
  const tables: Array<Bench.Table> = []
  for (const bench of benches) {
    say(`\n## ${bench.title} (${bench.name})\n`)
    const table = await Bench.measure(bench, settings)
    say(Report.table(run, table))
    tables.push(table)
    // A run that is stopped leaves what it has measured.
    if (options.write !== undefined) Report.write(options.write, run, [table])
  }
  say(`\nSaved as ${Report.save(run, tables)}`)
}

if (options.install)
  execFileSync("npm", ["ci", "--no-fund", "--no-audit"], { cwd: import.meta.dirname, stdio: "inherit" })

await measureAll()
