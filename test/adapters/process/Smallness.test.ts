import { globSync, readFileSync } from "node:fs"
import { assert, it } from "vitest"

/** The modules a file loads when it runs; types are gone by then. */
const loads = (path: string): ReadonlyArray<string> =>
  [...readFileSync(path, "utf8").matchAll(/^(import (?!type )|\} from )[^"\n]*"([^"]+)"/gm)].map(
    ([, , specifier = ""]) => specifier
  )

it("the keeper loads Node, itself and numbers: forking takes the longer the larger a process is", () => {
  const files = globSync("src/adapters/process/keeper/*.ts")
  assert.isAbove(files.length, 10)
  const modules = new Set(files.flatMap(loads))
  assert.isTrue(modules.has("node:sqlite"))
  assert.deepStrictEqual([...modules].filter((specifier) => !/^(node:|\.\/)/.test(specifier)).toSorted(), [
    "../../../domain/pod/Probing.ts",
    "../../../runtime/container/Ending.ts",
    "../../directory/MakeDirectory.ts"
  ])
  assert.deepStrictEqual(loads("src/adapters/directory/MakeDirectory.ts"), ["node:fs", "node:path"])
  assert.isEmpty(loads("src/runtime/container/Ending.ts"))
  assert.isEmpty(loads("src/domain/pod/Probing.ts"))
})
