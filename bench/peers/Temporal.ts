/**
 * Temporal: replaying the histories of workflows that ran their activities one after the other, in one worker of the
 * TypeScript SDK, without a server.
 */
import { fileURLToPath } from "node:url"
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from "@temporalio/worker"
import type { Open } from "../workload/Audit.ts"
import * as TemporalHistory from "./TemporalHistory.ts"

const logger = new DefaultLogger("ERROR")
let isInstalled = false

const workflowBundle = () =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL("TemporalWorkflow.ts", import.meta.url)),
    logger
  })

/** Opens a worker that is asked for one history after the other, for as long as it is wanted. */
export const open: Open = async (units, times) => {
  if (!isInstalled) Runtime.install({ logger })
  isInstalled = true
  const histories = Array.from({ length: times }, (_, number) => {
    const workflowId = `00000000-0000-8000-8000-${String(number).padStart(12, "0")}`
    return { workflowId, history: TemporalHistory.of(workflowId, units) }
  })
  const again = function* () {
    while (true) yield* histories
  }
  const options = { workflowBundle: await workflowBundle(), reuseV8Context: true }
  const results = Worker.runReplayHistories(options, again())
  return {
    replay: async () => {
      for (let done = 0; done < times; done += 1) {
        const { value } = await results.next()
        if (value.error !== undefined) throw value.error
      }
      return units * times
    },
    close: async () => {
      await results.return(undefined)
    }
  }
}
