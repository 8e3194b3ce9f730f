/**
 * How often and from which seed every property is tried; a law only says what holds.
 *
 * Runs and seed come from outside, and a counterexample ends with the command that repeats it. A law that is dear may
 * take a share of the runs: `fc.assert(law, { numRuns: share(10) })`.
 */
import { relative } from "node:path"
import * as fc from "fast-check"
import { expect } from "vitest"

const { LAWS_RUNS = "50", LAWS_SEED = "1", LAWS_PATH } = process.env

const runs = Number(LAWS_RUNS)

/** One part in so many of the runs, at least one. */
export const share = (parts: number): number => Math.max(1, Math.floor(runs / parts))

const repeat = (run: fc.RunDetails<unknown>): string => {
  const { currentTestName = "", testPath = "" } = expect.getState()
  const name = currentTestName.split(" > ").at(-1) ?? ""
  const path = run.counterexamplePath === null ? "" : ` LAWS_PATH=${run.counterexamplePath}`
  return `LAWS_SEED=${run.seed}${path} npx vitest run ${relative("", testPath)} -t ${JSON.stringify(name)}`
}

const saysHowToRepeat: fc.Plugin<unknown> = () => ({
  onAllRunsComplete: (run) => {
    if (!run.failed) return
    const message = fc.defaultReportMessage(run) ?? "The law was broken"
    throw new Error(`${message}\n\nRepeat: ${repeat(run)}`, { cause: run.errorInstance })
  }
})

fc.installGlobalPlugin(saysHowToRepeat)
fc.configureGlobal({
  numRuns: runs,
  seed: Number(LAWS_SEED),
  ...(LAWS_PATH === undefined ? {} : { path: LAWS_PATH, endOnFailure: true })
})
