import { defineConfig } from "vitest/config"
/**
 * The tests that mutants are put to, those that tell the most in the shortest time first: examples of the rules, the laws
 * over a few random histories, upstream's own cases, golden traces. All share one worker and its modules.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node"

const examples = "test/domain/{job,pod,policy,projection}/**/*.test.ts"
const others = ["test/properties/history.laws.test.ts", "test/mutation/upstream.ts"]

const place = ({ moduleId }: TestSpecification): number => others.findIndex((file) => moduleId.endsWith(file))

class ExamplesFirst extends BaseSequencer {
  override sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    return Promise.resolve(
      files.toSorted((left, right) => place(left) - place(right) || (left.moduleId < right.moduleId ? -1 : 1))
    )
  }
}

export default defineConfig({
  test: {
    environment: "node",
    isolate: false,
    include: [examples, ...others],
    sequence: { sequencer: ExamplesFirst },
    setupFiles: ["test/Laws.ts"],
    env: { LAWS_SEED: "1", LAWS_RUNS: "30" }
  }
})
