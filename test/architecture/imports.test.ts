import { readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"
import * as Imports from "./Imports.ts"
import { load, parse, type Source } from "./Source.ts"

const sources = load("src/**/*.ts")

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Packages that are published inside the command. */
const bundled = ["yaml"]
const isCommand = ({ path }: Source): boolean => path.startsWith("src/adapters/cli/")

describe("the sources", () => {
  it("import one way only", () => assert.deepStrictEqual(sources.flatMap(Imports.arrows), []))

  it("import only what the package declares, the command also what is published inside it", () => {
    // The shape of this repository's own manifest.
    const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest
    const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    const library = Imports.declared(packages)
    const command = Imports.declared([...packages, ...bundled])
    const violations = sources.flatMap((source) => (isCommand(source) ? command : library)(source))
    assert.deepStrictEqual(violations, [])
  })
})

describe("the rule", () => {
  const arrows = (path: string, text: string) => Imports.arrows(parse(path, text))

  it.each([
    ["src/domain/Job.ts", `import * as Clock from "../runtime/Clock.ts"`],
    ["src/domain/Job.ts", `import type { Clock } from "../runtime/Clock.ts"`],
    ["src/domain/Job.ts", `import {\n  type Clock,\n  tick\n} from "../runtime/Clock.ts"`],
    ["src/domain/Job.ts", `export * from "../runtime/Clock.ts"`],
    ["src/domain/Job.ts", `export { tick } from "../runtime/Clock.ts"`],
    ["src/domain/Job.ts", `const clock = () => import("../runtime/Clock.ts")`],
    ["src/domain/Job.ts", `const clock = (path: string) => import(path)`],
    ["src/domain/Job.ts", `type Clock = import("../runtime/Clock.ts").Clock`],
    ["src/domain/Job.ts", `import "node:fs"`],
    ["src/domain/Job.ts", `import { parse } from "yaml"`],
    ["src/domain/Job.ts", `import * as effectful from "effectful"`],
    ["src/runtime/Replay.ts", `import * as Cli from "../adapters/cli/Cli.ts"`],
    ["src/runtime/Replay.ts", `import * as entry from "../index.ts"`],
    ["src/runtime/Replay.ts", `import manifest from "../../package.json" with { type: "json" }`],
    ["src/runtime/Replay.ts", `import * as fs from "node:fs"`],
    ["src/runtime/Replay.ts", `import fc from "fast-check"`],
    ["src/adapters/cli/main.ts", `import * as Laws from "../../../test/Laws.ts"`],
    ["src/adapters/cli/main.ts", `import * as bench from "../../../bench/run.ts"`],
    ["src/adapters/cli/main.ts", `import * as testing from "../../testing.ts"`],
    ["src/adapters/cli/main.ts", `import fc from "fast-check"`],
    ["src/adapters/cli/main.ts", `import { it } from "vitest"`],
    ["src/testing.ts", `import * as Cli from "./adapters/cli/Cli.ts"`]
  ])("bites in %s: %s", (path, text) => assert.lengthOf(arrows(path, text), 1))

  it.each([
    ["src/domain/Job.ts", `import * as Pod from "./pod/Pod.ts"\nimport * as Schema from "effect/Schema"`],
    ["src/runtime/Replay.ts", `import * as Job from "../domain/Job.ts"\nimport { Effect } from "effect"`],
    [
      "src/adapters/cli/main.ts",
      `import * as Replay from "../../runtime/Replay.ts"\nimport { parse } from "yaml"`
    ],
    ["src/adapters/cli/Version.ts", `import manifest from "../../../package.json" with { type: "json" }`],
    ["src/testing/EventLogConformance.ts", `import { it } from "vitest"`],
    ["src/testing.ts", `import fc from "fast-check"\nexport * as Replay from "./runtime/Replay.ts"`],
    ["src/testing/Conformance.ts", `import { it } from "vitest"`],
    ["src/index.ts", `export * as Job from "./domain/Job.ts"`],
    ["src/domain/Job.ts", `// import "node:fs"\nexport const text = 'import "node:fs"'`]
  ])("lets pass in %s: %s", (path, text) => assert.deepStrictEqual(arrows(path, text), []))

  it("asks for a dependency behind every package", () => {
    const source = parse(
      "src/index.ts",
      `import "yaml"\nimport "@effect/sql/Model"\nimport "node:fs"\nimport "left-pad"`
    )
    assert.lengthOf(Imports.declared(["yaml", "@effect/sql"])(source), 1)
  })
})
