/** A Pod that starts over in place (LC-36), played by a scenario and lived by the controller. */
import { assert, describe, it } from "vitest"
import type { Behaviour } from "../../../src/adapters/memory/Behaviour.ts"
import type { Recorded } from "../../../src/domain/event/Event.ts"
import type { Run } from "../../../src/runtime/container/ContainerRuntime.ts"
import * as Scenario from "../../../src/runtime/simulation/Scenario.ts"
import * as Played from "../../properties/Played.ts"
import * as Lived from "./Lived.ts"

const container = { image: "none", command: ["run"] }
const over = {
  restartPolicyRules: [{ action: "RestartAllContainers", exitCodes: { operator: "In", values: [42] } }]
}
const setup = { name: "setup", ...container }
const watcher = { name: "watcher", ...container, restartPolicy: "Always", ...over }
const main = { name: "main", ...container, restartPolicy: "Never", ...over }

/** What begins and ends, in seconds since the Job was created. */
const told = (events: ReadonlyArray<Recorded>): ReadonlyArray<string> => {
  const start = events.find(({ _tag }) => _tag === "JobCreated")?.at ?? 0
  const seconds = (at: number) => Math.floor((at - start) / 1000)
  return events.flatMap((event) => {
    if (event._tag === "ContainerStarted")
      return [`${event.container}/${event.attempt} begins at ${seconds(event.at)}`]
    if (event._tag === "ContainerExited")
      return [`${event.container}/${event.attempt} ends at ${seconds(event.at)} with ${event.exitCode}`]
    if (event._tag === "AllContainersRemoved") return [`starts over at ${seconds(event.at)}`]
    return event._tag === "JobCompleted" ? ["completes"] : []
  })
}

/** What each run does; a run that is not told of takes a second. */
const lived = (parts: Readonly<Record<string, Behaviour>>, pod: object, millis: number) => {
  const script = ({ container: name, attempt }: Run): Behaviour =>
    parts[`${name}/${attempt}`] ?? { runsFor: 1000, exitCode: 0 }
  const manifest = Lived.manifest({ backoffLimit: 0 }, { ...pod })
  return Lived.lived(script, Lived.played(manifest, millis))
}

const forever = { runsFor: "forever" as const, exitCode: 0 }

describe("a Pod that starts over, lived", () => {
  it("does so by the end of a sidecar, which kills what is deaf to SIGTERM after two seconds (LC-51)", async () => {
    const parts: Readonly<Record<string, Behaviour>> = {
      "watcher/0": { runsFor: 3000, exitCode: 42 },
      "watcher/1": forever,
      "main/0": { ...forever, onTerm: "ignores" }
    }
    const events = await lived(parts, { initContainers: [setup, watcher] }, 10_000)
    assert.deepStrictEqual(told(events), [
      "setup/0 begins at 0",
      "setup/0 ends at 1 with 0",
      "watcher/0 begins at 1",
      "main/0 begins at 1",
      "watcher/0 ends at 4 with 42",
      "main/0 ends at 6 with 137",
      "starts over at 6",
      "setup/1 begins at 6",
      "setup/1 ends at 7 with 0",
      "watcher/1 begins at 7",
      "main/1 begins at 7",
      "main/1 ends at 8 with 0",
      "watcher/1 ends at 8 with 143",
      "completes"
    ])
  })

  it("does so again and again, the container that asks for it by its back-off (LC-31)", async () => {
    const fails = { runsFor: 1000, exitCode: 42 }
    const events = await lived({ "main/0": fails, "main/1": fails }, { containers: [main] }, 20_000)
    assert.deepStrictEqual(
      told(events).filter((line) => line.includes("begins")),
      ["main/0 begins at 0", "main/1 begins at 1", "main/2 begins at 12"]
    )
  })
})

describe("a Pod that starts over, played", () => {
  it("has its init containers run again", () => {
    const rule = { restarts: 1, runFor: "4s", exitCode: 42, init: [{ runFor: "2s" }] }
    const [first, ...others] = [main, { ...container, name: "helper" }]
    const manifest = Lived.manifest({}, { initContainers: [setup], containers: [first, ...others] })
    const scenario = Scenario.decode({ manifest, pods: [rule], until: "14s" })
    const { events } = Played.play(
      scenario._tag === "Success" ? scenario.success : assert.fail("no scenario")
    )
    assert.deepStrictEqual(told(events), [
      "setup/0 begins at 1",
      "setup/0 ends at 3 with 0",
      "main/0 begins at 3",
      "helper/0 begins at 3",
      "main/0 ends at 7 with 42",
      "helper/0 ends at 8 with 143",
      "starts over at 8",
      "setup/1 begins at 8",
      "setup/1 ends at 10 with 0",
      "main/1 begins at 10",
      "helper/1 begins at 10",
      "main/1 ends at 14 with 42"
    ])
  })
})
