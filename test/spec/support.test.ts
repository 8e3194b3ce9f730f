import { readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import { JobSpec } from "../../src/domain/manifest/JobSchema.ts"
import { Container, PodSpec } from "../../src/domain/manifest/PodTemplateSchema.ts"
import * as SupportTable from "./SupportTable.ts"

describe("docs/support.md", () => {
  it("says of every field what becomes of it, in every column", () =>
    assert.deepStrictEqual(SupportTable.unsaid, []))

  it("is declared for fields that there are", () => assert.deepStrictEqual(SupportTable.unknown, []))

  it("holds every field of a Job, a Pod and a container", () => {
    const rows = SupportTable.page().match(/^\| `[^`]+`/gm) ?? []
    const fields = [JobSpec, PodSpec, Container].flatMap(({ fields }) => Object.keys(fields))
    const structure = new Set(["template", "containers", "initContainers"])
    assert.deepStrictEqual(
      fields.filter((field) => !structure.has(field) && !rows.some((row) => row.startsWith(`| \`${field}`))),
      []
    )
  })

  it("is what `npm run docs` makes of the sources", () =>
    assert.strictEqual(readFileSync("docs/support.md", "utf8"), SupportTable.page()))
})
