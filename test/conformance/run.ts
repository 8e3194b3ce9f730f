/** `npm run conformance -- FILE…`: plays golden traces with this project's simulation. */
import * as Player from "../../src/runtime/conformance/Player.ts"
import * as TraceRun from "./TraceRun.ts"

process.exitCode = TraceRun.run(process.argv.slice(2), Player.play, {
  line: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`)
})
