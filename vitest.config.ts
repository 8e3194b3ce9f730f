/**
 * Tests run on the Node of the dev dependencies, whatever Node the machine has: npm puts it first on the path.
 *
 * Laws are properties over random histories. `npm test` draws the same few inputs each time, so that a red test is due
 * to the change at hand; `npm run laws` draws many new ones and prints the seed that repeats them.
 */
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const { LAWS_RUNS, LAWS_SEED } = process.env
const exploring = LAWS_RUNS !== undefined
const seed = LAWS_SEED ?? String(exploring ? Date.now() % 0x7fff_ffff : 1)

if (exploring) process.stdout.write(`Laws: ${LAWS_RUNS} runs each, repeat with LAWS_SEED=${seed}\n`)

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  // Examples are written as a user writes them.
  resolve: {
    alias: [
      { find: /^jobledger\/testing$/, replacement: source("src/testing.ts") },
      { find: /^jobledger$/, replacement: source("src/index.ts") }
    ]
  },
  test: {
    environment: "node",
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    globalSetup: ["test/Beforehand.ts"],
    setupFiles: ["test/Laws.ts"],
    env: { LAWS_SEED: seed },
    // Tests of processes mostly wait.
    maxWorkers: 3,
    testTimeout: exploring ? 120_000 : 60_000,
    hookTimeout: 60_000
  }
})
