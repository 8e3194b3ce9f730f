import { once } from "node:events"
import { Worker } from "node:worker_threads"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as Scenario from "../../src/runtime/simulation/Scenario.ts"
import * as ScenarioArbitrary from "../../src/testing/ScenarioArbitrary.ts"
import { share } from "../Laws.ts"
import * as Played from "./Played.ts"
import * as Written from "./Written.ts"

const { scenario } = ScenarioArbitrary

const decode = (input: unknown): Scenario.Scenario => Result.getOrThrow(Scenario.decode(input))

/** The same data with the members of every object written in another order. */
const shuffled = (value: unknown, salt: number): unknown => {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, salt))
  if (typeof value !== "object" || value === null) return value
  const rank = (key: string): number =>
    [...key].reduce((sum, letter) => (sum * salt + letter.charCodeAt(0)) % 7919, salt)
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => rank(left) - rank(right))
      .map(([key, member]) => [key, shuffled(member, salt)])
  )
}

/** Commands in another order, those of one instant in the order they had; with the place each had before. */
const reordered = (commands: ReadonlyArray<Scenario.Command>, salt: number) =>
  commands
    .map((command, position) => ({ command, position }))
    .toSorted((left, right) => ((left.command.at * salt) % 7919) - ((right.command.at * salt) % 7919))

const salt = fc.integer({ min: 1, max: 7918 })

describe("playing a scenario", () => {
  it("twice gives the same answer and the same events", () =>
    fc.assert(
      fc.property(scenario, (story) => {
        assert.strictEqual(JSON.stringify(Played.answer(story)), JSON.stringify(Played.answer(story)))
        assert.strictEqual(
          JSON.stringify(Played.play(story).events),
          JSON.stringify(Played.play(story).events)
        )
      })
    ))

  it("from its file is playing it", () =>
    fc.assert(
      fc.property(scenario, (story) => {
        const read: unknown = JSON.parse(JSON.stringify(ScenarioArbitrary.encode(story)))
        assert.strictEqual(JSON.stringify(Played.answer(decode(read))), JSON.stringify(Played.answer(story)))
      })
    ))

  it("does not hang on the order in which members are written", () =>
    fc.assert(
      fc.property(scenario, salt, (story, one) => {
        const other = decode(shuffled(ScenarioArbitrary.encode(story), one))
        assert.strictEqual(JSON.stringify(Played.answer(other)), JSON.stringify(Played.answer(story)))
      })
    ))

  it("does not hang on the order in which commands of several instants are listed", () =>
    fc.assert(
      fc.property(scenario, salt, (story, one) => {
        const order = reordered(story.commands ?? [], one)
        const other = Played.answer({ ...story, commands: order.map(({ command }) => command) })
        const { rejected = [], ...rest } = other
        const placed = rejected.map((refusal) => ({
          ...refusal,
          command: order[refusal.command]?.position ?? -1
        }))
        const { rejected: expected = [], ...same } = Played.answer({
          ...story,
          commands: story.commands ?? []
        })
        assert.deepStrictEqual(placed, expected)
        assert.deepStrictEqual(rest, same)
      })
    ))
})

/** What a seed leads to in a thread of its own. */
const elsewhere = async (seed: Written.Seed): Promise<unknown> => {
  const worker = new Worker(new URL("DigestWorker.ts", import.meta.url), { workerData: seed, execArgv: [] })
  const [digests] = (await once(worker, "message")) as ReadonlyArray<unknown>
  return digests
}

describe("a seed", () => {
  it("leads to the same bytes of a log in every thread (R3)", { timeout: 300_000 }, async () => {
    const { seed = 0 } = fc.readConfigureGlobal()
    const many = { seed, runs: share(1 / 10) }
    const told = elsewhere(many)
    const digests = Written.digests(many)
    assert.deepStrictEqual(await told, digests)
    assert.isAbove(new Set(digests).size, digests.length / 2)
  })
})
