/**
 * How often and from which seed every property is tried; a law only says what holds.
 *
 * Runs and seed come from outside. A red run tells what happened, ends with the command that repeats it, and keeps its
 * counterexample in `test/histories`, where it is replayed from then on. A law that is dear may take a share of the
 * runs: `fc.assert(law, { numRuns: share(10) })`.
 */
import { relative } from "node:path"
import * as fc from "fast-check"
import { expect } from "vitest"
import * as Counterexample from "../src/testing/Counterexample.ts"

const { LAWS_RUNS = "50", LAWS_SEED = "1", LAWS_PATH } = process.env

const runs = Number(LAWS_RUNS)

/** One part in so many of the runs, at least one. */
export const share = (parts: number): number => Math.max(1, Math.floor(runs / parts))

const property = (run: fc.RunDetails<unknown>) => {
  const { currentTestName = "", testPath = "" } = expect.getState()
  const name = currentTestName.split(" > ").at(-1) ?? ""
  const path = run.counterexamplePath === null ? "" : ` LAWS_PATH=${run.counterexamplePath}`
  const again = `npx vitest run ${relative("", testPath)} -t ${JSON.stringify(name)}`
  return { name: currentTestName, repeat: `LAWS_SEED=${run.seed}${path} ${again}` }
}

fc.installGlobalPlugin(Counterexample.reporter({ directory: "test/histories", property }))
fc.configureGlobal({
  numRuns: runs,
  seed: Number(LAWS_SEED),
  ...(LAWS_PATH === undefined ? {} : { path: LAWS_PATH, endOnFailure: true })
})
