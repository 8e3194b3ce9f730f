import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import * as LawLines from "../../../src/adapters/cli/table/LawLines.ts"
import * as Timestamp from "../../../src/domain/data/Timestamp.ts"
import type { Law } from "../../../src/domain/law/Law.ts"
import * as LawCheck from "../../../src/runtime/log/LawCheck.ts"
import * as Verification from "../../../src/runtime/log/Verification.ts"

const directory = "test/golden/logs/0.1.0"
const logs = readdirSync(directory).toSorted()

const checked = (name: string, laws?: ReadonlyArray<Law>): LawCheck.LawCheck => {
  const check = LawCheck.start(laws)
  const verifier = Verification.start((closed) => LawCheck.see(check, closed))
  for (const line of readFileSync(join(directory, name), "utf8").trimEnd().split("\n"))
    assert.isUndefined(Verification.line(verifier, line))
  assert.strictEqual(Verification.end(verifier)._tag, "Verified")
  return check
}

/** Does not hold of any history that gets anywhere. */
const nothingSucceeds: Law = {
  name: "nothingSucceeds",
  rules: "JC-0",
  text: "No Pod ever succeeds.",
  events: { PodSucceeded: (_, { ordinal }) => `Pod ${ordinal} succeeded` }
}

describe("a log that is held to the laws", () => {
  it.each(logs)("obeys them: %s", (name) => {
    const check = checked(name)
    assert.deepStrictEqual(check.breaks, [])
    assert.deepStrictEqual(LawLines.of(check), [`lawful    all ${check.laws.length} laws hold`])
  })

  it("tells each time that one is broken, by which record and by what", () => {
    const broken = logs
      .map((name) => checked(name, [nothingSucceeds]))
      .find(({ breaks }) => breaks.length > 0)
    if (broken === undefined) return assert.fail("no Pod has succeeded")
    const [first] = broken.breaks
    const lines = LawLines.of(broken)
    const { at = 0 } = first?.violation.event ?? {}
    assert.match(first?.violation.says ?? "", /^Pod \d+ succeeded$/)
    assert.strictEqual(
      lines[0]?.split("\n")[0],
      `broken    by record ${first?.seq} of ${first?.stream}: nothingSucceeds: ${first?.violation.says} (PodSucceeded at ${Timestamp.exact(at)})`
    )
    assert.include(lines[0], "No Pod ever succeeds. (JC-0)")
  })

  it("tells ten times at the most, and how often more", () => {
    const one = {
      stream: "job/a",
      seq: 1,
      violation: { law: "nothingSucceeds", event: undefined, says: "no" }
    }
    const check = { ...LawCheck.start([nothingSucceeds]), breaks: Array.from({ length: 13 }, () => one) }
    const lines = LawLines.of(check)
    assert.lengthOf(lines, 11)
    assert.strictEqual(lines.at(-1), "broken    3 more times")
  })
})
