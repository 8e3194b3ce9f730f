import { readFileSync } from "node:fs"
import { assert, it } from "vitest"

const page = readFileSync("docs/writing-an-adapter.md", "utf8")
const blocks = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, block]) => block)

it.each(["FunctionContainerRuntime.ts", "FunctionContainerRuntime.test.ts"])(
  "the page on adapters has %s as it is, and as it is tested",
  (name) => assert.include(blocks, readFileSync(`examples/adapter/${name}`, "utf8"))
)
