/** Recorded behaviour of kubectl: the objects that its commands create, and what it prints of them. */
import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import { parse } from "yaml"
import * as DescribeJob from "../../../../src/adapters/cli/kubectl/DescribeJob.ts"
import * as DescribePod from "../../../../src/adapters/cli/kubectl/DescribePod.ts"
import * as JobRows from "../../../../src/adapters/cli/kubectl/JobRows.ts"
import * as ObjectName from "../../../../src/adapters/cli/kubectl/ObjectName.ts"
import * as ObjectText from "../../../../src/adapters/cli/kubectl/ObjectText.ts"
import * as PodRows from "../../../../src/adapters/cli/kubectl/PodRows.ts"
import * as Columns from "../../../../src/runtime/story/Columns.ts"
import * as ApiCases from "../../../conformance/ApiCases.ts"
import { at, podEnds, podRuns, type Story } from "../../../domain/Told.ts"
import * as Scene from "./Scene.ts"

/** What happens until what is waited for is the case. */
const until = (wait: string | undefined): ReadonlyArray<Story> => {
  if (wait === "--for=condition=complete") return [at(1, podRuns(0)), at(3, podEnds(0, 0))]
  if (wait === "--for=condition=failed") return [at(1, podRuns(0)), at(3, podEnds(0, 3))]
  return wait === "--for=jsonpath={.status.active}=1" ? [at(1, podRuns(0))] : []
}

const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => `${Columns.align(rows).join("\n")}\n`

const get = (args: ReadonlyArray<string>, scenes: ReadonlyArray<Scene.Scene>): string => {
  const isWide = args.includes("wide")
  if (args[1] === "pods") {
    const rows = scenes.flatMap(({ pods, now }) => pods.map((pod) => PodRows.row(pod, now, isWide)))
    return table([PodRows.headings(isWide), ...rows])
  }
  const jobs = scenes.map(({ job }) => job)
  if (args.includes("name")) return jobs.map((job) => `${ObjectName.of(job)}\n`).join("")
  if (args.includes("json")) return ObjectText.json(ObjectText.list(jobs))
  return table([JobRows.headings(isWide), ...scenes.map(({ job, now }) => JobRows.row(job, now, isWide))])
}

const printed = async (args: ReadonlyArray<string>, scenes: ReadonlyArray<Scene.Scene>): Promise<string> => {
  if (args.includes("yaml")) {
    const texts = scenes.map(({ job }) => Effect.runPromise(ObjectText.yaml(job)))
    return (await Promise.all(texts)).join("---\n")
  }
  if (args[0] === "get") return get(args, scenes)
  return scenes
    .flatMap(({ job, pods, events, now }) =>
      args[1] === "job"
        ? [DescribeJob.text(job, events, now)]
        : pods.map((pod) => DescribePod.text(pod, [], now))
    )
    .join("\n\n")
}

describe("kubectl prints the same", () => {
  it("commands are there", () => assert.lengthOf(ApiCases.kubectl, 13))

  it.each(ApiCases.kubectl)("%s", async (_, { args, manifests, waits, expectStdoutRegex }) => {
    const scenes = manifests.map((manifest, position) =>
      Scene.at(20, Scene.created(parse(manifest)), ...until(waits[position]))
    )
    assert.match(await printed(args, scenes), new RegExp(expectStdoutRegex, "m"))
  })
})
