import { expect, it } from "vitest"
import * as Overlap from "../../../src/domain/check/Overlap.ts"
import { given } from "../Given.ts"
import { job } from "../Told.ts"

it.each([
  ["Failed", false],
  ["TerminatingOrFailed", true]
] as const)("under %s it is %s that two Pods of one index overlap (JC-10, JC-81)", (policy, isPossible) => {
  const spec = { completionMode: "Indexed", completions: 2, podReplacementPolicy: policy } as const
  expect(Overlap.of(given(job(spec)).job.spec)).toEqual({ of: "Index", isPossible })
})

it("without indexes is about more Pods than parallelism (JC-78)", () => {
  expect(Overlap.of(given(job()).job.spec)).toEqual({ of: "Job", isPossible: true })
})
