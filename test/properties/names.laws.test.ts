import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import * as PodNames from "../../src/domain/pod/PodNames.ts"

const uid = fc.uuid()

/** Where suffixes grow a character: the first ordinal with six, and the first with seven. */
const sixth = 27 ** 5
const seventh = 27 ** 5 + 27 ** 6

const ordinal = fc.oneof(
  fc.nat({ max: 100_000 }),
  fc.integer({ min: sixth - 3, max: sixth + 3 }),
  fc.integer({ min: seventh - 3, max: seventh + 3 }),
  fc.nat({ max: 0x7fff_ffff })
)

const jobName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/)

describe("the suffix of a Pod's name", () => {
  it("has five characters of Kubernetes' alphabet, then six, then seven", () =>
    fc.assert(
      fc.property(uid, ordinal, (one, number) => {
        const suffix = PodNames.suffix(one, number)
        assert.match(suffix, /^[bcdfghjklmnpqrstvwxz2456789]+$/)
        assert.lengthOf(suffix, number < sixth ? 5 : number < seventh ? 6 : 7)
      })
    ))

  it("is another one for another ordinal", () =>
    fc.assert(
      fc.property(uid, ordinal, ordinal, (one, left, right) => {
        if (left !== right) assert.notStrictEqual(PodNames.suffix(one, left), PodNames.suffix(one, right))
      })
    ))

  it("collides with none of the next thousand", () =>
    fc.assert(
      fc.property(uid, ordinal, (one, first) => {
        const suffixes = Array.from({ length: 1000 }, (_, more) => PodNames.suffix(one, first + more))
        assert.strictEqual(new Set(suffixes).size, 1000)
      })
    ))

  it("looks like that of another Job only by chance", () =>
    fc.assert(
      fc.property(uid, uid, (left, right) => {
        if (left === right) return
        const of = (one: string) =>
          Array.from({ length: 8 }, (_, number) => PodNames.suffix(one, number)).join()
        assert.notStrictEqual(of(left), of(right))
      })
    ))
})

describe("a Pod's name", () => {
  it("is a DNS label of at most 63 characters that begins as its Job's and holds its index", () =>
    fc.assert(
      fc.property(jobName, uid, ordinal, fc.option(fc.nat({ max: 99_999 })), (job, one, number, index) => {
        const name = PodNames.name({ name: job, uid: one }, number, index ?? undefined)
        assert.match(name, /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
        assert.isAtMost(name.length, 63)
        const suffix = PodNames.suffix(one, number)
        const head = index === null ? "-" : `-${index}-`
        assert.isTrue(name.endsWith(suffix))
        const prefix = name.slice(0, -suffix.length)
        if (job.length < 50) assert.strictEqual(prefix, job + head)
        else assert.isTrue(prefix.startsWith(job.slice(0, 40)) && (index === null || prefix.endsWith(head)))
      })
    ))
})

describe("a Pod's UID", () => {
  it("is a UUID, and another one for another ordinal", () =>
    fc.assert(
      fc.property(uid, ordinal, ordinal, (job, left, right) => {
        const one = PodNames.uid(job, left)
        assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/)
        assert.strictEqual(one === PodNames.uid(job, right), left === right)
      })
    ))
})
