import { assert, describe, it } from "vitest"
import * as Job from "../../../../src/domain/job/Job.ts"
import * as Phrases from "./Phrases.ts"
import * as Play from "./Play.ts"

const playing = (spec: object, podsRun = false): Play.Play => Play.create(Play.begin({ spec, podsRun }))

const after = (play: Play.Play, ...steps: ReadonlyArray<string>): Play.Play =>
  steps.reduce((now, step) => Play.waited(Phrases.actOf(step)(now)), play)

const indexed = { completionMode: "Indexed", completions: 3, parallelism: 3 }

describe("a step", () => {
  it("is told phrase by phrase", () => {
    const { job } = after(playing(indexed), "index 1 succeeds, then index 0 fails; parallelism 1")
    assert.deepStrictEqual([Job.succeeded(job), job.failed, job.spec.parallelism], [1, 1, 1])
  })

  it("names Pods by number, index and part", () => {
    assert.strictEqual(Job.succeeded(after(playing(indexed), "indexes 0, 2 succeed").job), 2)
    assert.strictEqual(Job.succeeded(after(playing(indexed), "2 pods succeed", "the rest succeeds").job), 3)
    assert.strictEqual(after(playing(indexed), "both pods are deleted (stay terminating)").job.failed, 2)
  })

  it("takes Pods that are ready before others", () => {
    const { job } = after(playing({ parallelism: 3 }), "1 pods ready", "1 pod fails")
    assert.strictEqual(job.podSet.tally.ready, 0)
  })

  it("lets Pods stay that run by themselves", () => {
    const stopped = (podsRun: boolean) => after(playing({ parallelism: 2 }, podsRun), "suspend").job.podSet
    assert.strictEqual(stopped(true).tally.terminating, 2)
    assert.strictEqual(stopped(false).tally.terminating, 0)
  })

  it("keeps what the API said", () =>
    assert.match(
      String(after(playing({ completions: 2 }), "completions = parallelism = 3").refusal),
      /completions/
    ))

  it.each([
    ["the moon rises", "the moon rises"],
    ["create; index 0 sings", "index 0 sings"],
    ["index 1 succeeds, then all is well", "all is well"]
  ])("is not understood where a phrase means nothing: %s", (step, phrase) =>
    assert.strictEqual(Phrases.unknown(step), phrase)
  )
})
