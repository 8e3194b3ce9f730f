import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import * as Failure from "../../../../src/adapters/cli/Failure.ts"
import type * as FieldValidation from "../../../../src/adapters/cli/source/FieldValidation.ts"
import * as ScenarioFile from "../../../../src/adapters/cli/source/ScenarioFile.ts"

/** The complaints about a text, and about nothing else. */
const complaints = (text: string, name = "s.yaml"): Promise<ReadonlyArray<string>> =>
  Effect.runPromise(Effect.map(Effect.flip(ScenarioFile.ofText(name, text, "strict")), Failure.describe))

const scenario = (text: string, validate: FieldValidation.Mode = "strict") =>
  Effect.runPromise(ScenarioFile.ofText("s.yaml", text, validate))

const template = `    template: { spec: { restartPolicy: Never, containers: [{ name: main, image: busybox }] } }`
const head = `manifest:
  apiVersion: batch/v1
  kind: Job
  metadata: { name: demo }
  spec:
`

describe("a bad field", () => {
  it("is shown where it stands, all of them at once, in the order of the document", async () => {
    const text = `${head}    parallelism: -1
    completionMode: Indexed
${template}
pods:
  - match: { index: first }
    runFor: 5
nonsense: yes
`
    expect((await complaints(text)).join("\n")).toBe(`\
s.yaml:5:3: manifest.spec.completions: Required value: when completion mode is Indexed
 5 |   spec:
   |   ^
s.yaml:6:18: manifest.spec.parallelism: Invalid value: -1: must be greater than or equal to 0
 6 |     parallelism: -1
   |                  ^
s.yaml:10:21: pods[0].match.index: Invalid value: Expected a number or a range such as "1-3"
 10 |   - match: { index: first }
    |                     ^
s.yaml:11:13: pods[0].runFor: Invalid value: Expected "forever" | string
 11 |     runFor: 5
    |             ^
s.yaml:12:1: nonsense: Forbidden: unknown field
 12 | nonsense: yes
    | ^`)
  })

  it("may have a key with dots, or be merged from elsewhere", async () => {
    const text = `manifest:
  apiVersion: batch/v1
  kind: Job
  metadata: { name: demo, labels: { "app.kubernetes.io/name": 5 } }
  spec:
    template:
      spec: { <<: &more { restartPolicy: 7 } }
`
    expect(await complaints(text)).toMatchObject([
      expect.stringMatching(
        /^s\.yaml:4:63: manifest\.metadata\.labels\.app\.kubernetes\.io\/name: Invalid value/
      ),
      expect.stringMatching(/^s\.yaml:7:42: manifest\.spec\.template\.spec\.restartPolicy: Invalid value/)
    ])
  })

  it("is cut out of a long line", async () => {
    const text = JSON.stringify({ name: "x".repeat(300), manifest: { kind: "Pod" } })
    expect((await complaints(text, "s.json")).at(-1)).toBe(`\
s.json:1:331: manifest.kind: Invalid value: Expected "Job"
 1 | …${"x".repeat(72)}","manifest":{"kind":"Pod"}}
   | ${" ".repeat(94)}^`)
  })
})

describe("a manifest by itself", () => {
  const job = "apiVersion: batch/v1\nkind: Job\nmetadata: { name: demo }\n"
  const sentence = 'this is a manifest, and a scenario names the one of its Job: "manifest: FILE"'

  it("is refused in one sentence, with what would play it", async () => {
    expect(await complaints(job, "jobs/job.yaml")).toEqual([
      `jobs/job.yaml:2:1: kind: ${sentence}
 2 | kind: Job
   | ^
A scenario for it, in a file beside it:
  name: example
  manifest: job.yaml`
    ])
  })

  it.each([
    ["of another kind", "kind: Pod\n", "s.yaml:1:1: kind: "],
    ["with others", `kind: Secret\n---\n${job}`, "s.yaml:1:1: kind: "],
    ["in a trace", "id: a\nscenario:\n  kind: Job\n", "s.yaml:3:3: scenario.kind: "]
  ])("is refused %s", async (_what, text, place) => {
    const all = await complaints(text)
    expect(all).toHaveLength(1)
    expect(all[0]?.split("\n", 1)).toEqual([`${place}${sentence}`])
  })
})

describe("a text that is none", () => {
  it.each([
    ["s.yaml", "name: [1\nmanifest: 2\n", /^s\.yaml:2:1: syntax: /],
    ["s.yaml", "name: a\nname: b\n", /^s\.yaml:2:1: syntax: Map keys must be unique/],
    ["s.yaml", "", /^s\.yaml: no scenario in it$/],
    ["s.yaml", "a: 1\n---\nb: 2\n", /more than one document/],
    ["s.json", '{"name": "a",\n "manifest": }', /^s\.json:2:14: syntax: Unexpected token '\}'/],
    ["s.json", '{"name": "a",\n\t"name": "b"}', /^s\.json:2:2: syntax: Map keys must be unique/],
    ["s.json", '{"manifest": {"__proto__": {"a": 1}}}', /^s\.json:1:15: __proto__: Forbidden/],
    ["s.yaml", "manifest: { __proto__: { a: 1 } }", /^s\.yaml:1:13: __proto__: Forbidden/],
    ["s.yaml", `a: ${"[".repeat(20_000)}`, /^s\.yaml: nested too deeply$/],
    ["s.json", `{"a":${"[".repeat(300)}${"]".repeat(300)}}`, /nested more than 100 deep/]
  ])("is refused: %s %#", async (name, text, complaint) => {
    expect((await complaints(text, name)).join("\n")).toMatch(complaint)
  })

  it("is refused where aliases would blow it up", async () => {
    const levels = Array.from({ length: 8 }, (_, level) => {
      const items = Array.from({ length: 9 }, () => (level === 0 ? "x" : `*a${level - 1}`))
      return `a${level}: &a${level} [${items.join(", ")}]`
    })
    expect(await complaints(levels.join("\n"))).toMatchObject([/Excessive alias count/])
  })
})

describe("a field that Kubernetes does not know", () => {
  const text = `${head}    tier: gold\n${template}\n`

  it("is refused where nothing else is asked for", async () =>
    expect(await complaints(text)).toMatchObject([
      /^s\.yaml:6:5: manifest\.spec\.tier: Forbidden: unknown field/
    ]))

  it("is told with --validate=warn, and left out", async () => {
    const { scenario: played, notes } = await scenario(text, "warn")
    expect(notes).toEqual(['Warning: unknown field "spec.tier"'])
    expect(played.manifest).not.toHaveProperty("spec.tier")
  })

  it("is left out in silence with --validate=ignore", async () =>
    expect(await scenario(text, "ignore")).toMatchObject({ notes: [] }))

  it("is refused in the scenario itself, which is not Kubernetes'", async () => {
    const ended = Effect.flip(ScenarioFile.ofText("s.yaml", `${text}tier: gold\n`, "ignore"))
    expect(Failure.describe(await Effect.runPromise(ended))).toMatchObject([/^s\.yaml:8:1: tier: Forbidden/])
  })
})

describe("what an API server remarks", () => {
  it("is told (AJ-110)", async () =>
    expect((await scenario(`${head}${template}`.replace("name: demo", "name: a.b"))).notes).toEqual([
      expect.stringMatching(
        /^Warning: metadata\.name: this is used in Pod names .*\[must not contain dots\]$/
      )
    ]))
})

describe("a good text", () => {
  it("is read as Kubernetes reads YAML", async () => {
    const text = `name: 2026-01-01
start: 2026-01-01T00:00:00Z
${head}    suspend: yes
    backoffLimit: 010
${template}
`
    expect((await scenario(text)).scenario).toMatchObject({
      name: "2026-01-01",
      start: "2026-01-01T00:00:00Z",
      manifest: { spec: { suspend: true, backoffLimit: 8 } }
    })
  })

  it("may be a trace", async () => {
    const trace = `id: a\nscenario:\n  ${`${head}${template}`.replaceAll("\n", "\n  ")}\nexpect: {}\n`
    expect((await scenario(trace)).scenario).toMatchObject({ manifest: { kind: "Job" } })
    expect(await complaints("scenario:\n  manifest: 3\n")).toMatchObject([
      /^s\.yaml:2:13: scenario\.manifest: /
    ])
  })
})
