import { assert, describe, it } from "vitest"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import * as UnknownFields from "../../../src/domain/manifest/UnknownFields.ts"
import { manifest } from "../Told.ts"

const container = { name: "main", image: "busybox" }
const odd = {
  ...manifest({}, { containers: [container, { ...container, name: "other", colour: null }], tier: "gold" }),
  more: [1]
}

describe("fields that Kubernetes does not know", () => {
  it("are taken out, whatever they hold, and told by their paths", () => {
    const known = UnknownFields.drop(odd)
    assert.sameMembers(
      [...known.unknown],
      ["more", "spec.template.spec.tier", "spec.template.spec.containers[1].colour"]
    )
    assert.deepStrictEqual(
      known.manifest,
      manifest({}, { containers: [container, { ...container, name: "other" }] })
    )
    assert.isTrue(JobManifest.decode(known.manifest)._tag === "Success")
  })

  it("leave everything else as it is, if only to be refused", () => {
    const wrong = { ...manifest(), spec: { parallelism: "two" } }
    assert.deepStrictEqual(UnknownFields.drop(wrong), { manifest: wrong, unknown: [] })
    assert.deepStrictEqual(UnknownFields.drop(3), { manifest: 3, unknown: [] })
  })
})
