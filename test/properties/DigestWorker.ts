/**
 * Another thread, which tells what a seed leads to there.
 */
import { parentPort, workerData } from "node:worker_threads"
import * as Written from "./Written.ts"

// Whoever starts it gives it one.
parentPort?.postMessage(Written.digests(workerData as Written.Seed))
