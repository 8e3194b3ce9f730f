import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import * as MemoryEventLog from "../../../src/adapters/memory/MemoryEventLog.ts"
import * as Admission from "../../../src/domain/command/Admission.ts"
import * as FieldSupport from "../../../src/domain/manifest/FieldSupport.ts"
import * as Jobs from "../../../src/runtime/control/Jobs.ts"
import { EventLog } from "../../../src/runtime/log/EventLog.ts"
import * as Lived from "./Lived.ts"

const noVolumes: FieldSupport.Declaration = [
  ["spec.template.spec.volumes[*]", FieldSupport.refused("there are no volumes")]
]

const onRuntime = <A, E>(
  support: FieldSupport.Declaration,
  story: Effect.Effect<A, E, Jobs.Jobs | EventLog>
): Promise<A> =>
  Effect.runPromise(Effect.provide(story, Layer.provideMerge(Jobs.layerFor(support), MemoryEventLog.layer)))

const volumes = [{ name: "data", emptyDir: {} }]
const refusal = "spec.template.spec.volumes[0]: Forbidden: there are no volumes"

/** Why something was refused, and how long the log is then. */
const refused = <A, E>(asked: Effect.Effect<A, E, Jobs.Jobs>) =>
  Effect.gen(function* () {
    const error = yield* Effect.flip(asked)
    const { seq } = yield* (yield* EventLog).head
    // The commands of these tests are refused for nothing else.
    return { seq, why: Admission.describe(error as Admission.Rejection) }
  })

describe("a Job for a runtime that cannot do what it needs", () => {
  it("is refused when it is created, and nothing is appended", async () => {
    const create = Effect.flatMap(Jobs.Jobs, (jobs) => jobs.create(Lived.manifest({}, { volumes })))
    assert.deepStrictEqual(await onRuntime(noVolumes, refused(create)), { seq: 0, why: [refusal] })
  })

  it("is told all at once what else is wrong with it", async () => {
    const manifest = Lived.manifest({ parallelism: -1 }, { volumes })
    const create = Effect.flatMap(Jobs.Jobs, (jobs) => jobs.create(manifest))
    const { why } = await onRuntime(noVolumes, refused(create))
    assert.lengthOf(why, 2)
    assert.strictEqual(why[1], refusal)
  })

  it("is refused by the runtime at hand", async () => {
    const env = [{ name: "A", valueFrom: { configMapKeyRef: { name: "settings", key: "a" } } }]
    const containers = [{ name: "main", image: "none", env }]
    const create = Effect.flatMap(Jobs.Jobs, (jobs) => jobs.create(Lived.manifest({}, { containers })))
    const { why } = await Lived.lived(() => ({ runsFor: 0, exitCode: 0 }), refused(create))
    assert.deepStrictEqual(why, [
      "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef: Forbidden: there are no ConfigMaps and Secrets to read"
    ])
  })

  it("is not made by a change of its template either (AJ-92)", async () => {
    const noNodes: FieldSupport.Declaration = [
      ["spec.template.spec.nodeSelector", FieldSupport.refused("there are no nodes")]
    ]
    const { why } = await onRuntime(
      noNodes,
      Effect.gen(function* () {
        const jobs = yield* Jobs.Jobs
        yield* jobs.create(Lived.manifest({ suspend: true }))
        const patch = { spec: { template: { spec: { nodeSelector: { disk: "ssd" } } } } }
        return yield* refused(jobs.patch(Lived.name, patch))
      })
    )
    assert.deepStrictEqual(why, ["spec.template.spec.nodeSelector: Forbidden: there are no nodes"])
  })

  it("may still be suspended where it is there already", async () => {
    const suspended = await Effect.runPromise(
      Effect.gen(function* () {
        const elsewhere = yield* Effect.provide(Jobs.Jobs, Jobs.layerFor(FieldSupport.everything))
        yield* elsewhere.create(Lived.manifest({}, { volumes }))
        const here = yield* Effect.provide(Jobs.Jobs, Jobs.layerFor(noVolumes), { local: true })
        return yield* here.patch(Lived.name, { spec: { suspend: true } })
      }).pipe(Effect.provide(MemoryEventLog.layer))
    )
    assert.isTrue(suspended.spec.suspend)
  })
})
