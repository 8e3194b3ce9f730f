import { availableParallelism, totalmem } from "node:os"
import { assert, describe, it } from "vitest"
import * as Machine from "../../../src/adapters/process/Machine.ts"

describe("this machine as a node", () => {
  it("gives what it has (LC-65)", () => {
    const { allocatable } = Machine.place(".")
    const { cpu, memory, "ephemeral-storage": storage } = allocatable
    assert.deepStrictEqual([cpu, memory], [availableParallelism(), totalmem()])
    assert.isAbove(Number(storage), 0)
  })
})
