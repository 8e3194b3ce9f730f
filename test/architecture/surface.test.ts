import { readFileSync } from "node:fs"
import { assert, expect, it } from "vitest"
import { entries } from "./Names.ts"
import { parse } from "./Source.ts"
import { surfaceOf } from "./Surface.ts"

const read = (path: string) => parse(path, readFileSync(path, "utf8"))

// What is exported is a promise: a name that comes or goes is seen in `surface.txt`, and accepted with `vitest -u`.
it("exports what surface.txt says", async () => {
  const surfaces = entries.map((path) => surfaceOf(path, read))
  await expect(`${surfaces.join("\n\n")}\n`).toMatchFileSnapshot("surface.txt")
})

it("follows namespaces one level, stars to their names, and tells types", () => {
  const texts: Record<string, string> = {
    "src/index.ts": `export * as Job from "./Job.ts"\nexport * from "./Pod.ts"\nexport { type A, b } from "./C.ts"`,
    "src/Job.ts": `export const Job = 1\nexport interface Job {}\nexport function decide() {}\nconst hidden = 1\nexport * as Inner from "./Pod.ts"`,
    "src/Pod.ts": "export class Pod {}\nexport type Phase = 1"
  }
  const surface = surfaceOf("src/index.ts", (path) => parse(path, texts[path] ?? ""))
  const names = [
    "Job",
    "Job.Inner",
    "Job.Job",
    "Job.Job (type)",
    "Job.decide",
    "Pod",
    "Phase (type)",
    "A (type)",
    "b"
  ]
  assert.deepStrictEqual(surface.split("\n"), ["src/index.ts", ...names.map((name) => `  ${name}`)])
})
