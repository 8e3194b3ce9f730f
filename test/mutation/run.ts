/**
 * `npm run mutation -- [FILE…]`: changes the deciding files of the domain, or those named, in every way Stryker knows,
 * looks which changes no test tells, and writes that down. What was tried before and has not changed is not tried again;
 * who interrupts it loses nothing.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, globSync } from "node:fs"
import * as Kept from "./Kept.ts"

const home = "test/mutation"
const deciding = "src/domain/{job,policy,pod}/*.ts"

if (!existsSync(`${home}/node_modules`)) execFileSync("npm", ["ci", "--prefix", home], { stdio: "inherit" })

const named = process.argv.slice(2)
const files = named.length === 0 ? globSync(deciding) : named
const stryker = `${home}/node_modules/@stryker-mutator/core/bin/stryker.js`
const { status } = spawnSync(
  process.execPath,
  [stryker, "run", `${home}/stryker.config.json`, "--mutate", files.join(",")],
  { stdio: "inherit" }
)

if (status === 0) Kept.keep(`${home}/incremental.json`, files)
process.exitCode = status ?? 1
