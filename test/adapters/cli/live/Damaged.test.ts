import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as Live from "./Live.ts"
import * as Manifests from "./Manifests.ts"

let place: Live.Place
let intact: Awaited<ReturnType<Live.Place["run"]>>

/** A Job that is complete, one of whose records says what no version ever wrote. */
beforeAll(async () => {
  place = Live.place({})
  await place.run(["run", "-", "-q"], Manifests.job("demo", { script: "" }))
  const database = new DatabaseSync(join(place.store, "events.sqlite"))
  const { changes } = database
    .prepare(
      "UPDATE records SET text = replace(text, 'PodScheduled', 'PodTampered') WHERE text LIKE '%PodScheduled%'"
    )
    .run()
  intact = await place.run(["get", "jobs", "-o", "name"])
  // With the state of the Job there is no need to read its records.
  database.exec("DROP TABLE states")
  database.close()
  if (changes !== 1) throw new Error("there is no such record")
}, Live.timeout)

afterAll(() => place.leave())

/** A line of its own; a Job that was created meanwhile is spoken of before it. */
const complaint = /^jobledger: the store: .*events\.sqlite: the store is damaged: record \d+: /m

describe("a store that was tampered with is exit code 3 for", Live.together, () => {
  it.each([
    "get jobs",
    "get events -A",
    "describe job demo",
    "logs demo",
    "logs demo --all -f",
    "wait demo",
    "suspend demo",
    "resume demo",
    "delete demo"
  ])("%s", async (command) => {
    const { code, stdout, stderr } = await place.run(command.split(" "))
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" })
    expect(stderr).toMatch(complaint)
  })

  it("nobody who need not read it", () =>
    expect(intact).toEqual({ code: 0, stdout: "job.batch/demo\n", stderr: "" }))

  it("verify", async () => {
    expect(await place.run(["verify"])).toMatchObject({ code: 3 })
  })

  it("a Job that would run there", async () => {
    const { code, stdout, stderr } = await place.run(
      ["run", "-", "-q"],
      Manifests.job("other", { script: "" })
    )
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" })
    expect(stderr).toMatch(complaint)
  })
})
