/** `npm run conformance -- FILE…`: plays golden traces and cases with this project's domain. */
import * as Player from "../../src/runtime/conformance/Player.ts"
import * as ConformanceRun from "./ConformanceRun.ts"

process.exitCode = ConformanceRun.run(process.argv.slice(2), Player.play, {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`)
})
