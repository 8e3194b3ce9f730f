import { assert, describe, it } from "vitest"
import * as Environment from "../../../src/domain/pod/Environment.ts"
import type { Fields } from "../../../src/domain/pod/FieldReference.ts"
import * as ApiCases from "../../conformance/ApiCases.ts"

const asRecord = (variables: ReadonlyArray<Environment.Variable>) =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]))

const asList = (variables: Readonly<Record<string, string>>) =>
  Object.entries(variables).map(([name, value]) => ({ name, value }))

const fields: Fields = {
  name: "demo-abcde",
  namespace: "default",
  uid: "1-2-3",
  labels: { "job-name": "demo", "a/b": "c" },
  annotations: { note: "n" },
  nodeName: "localhost",
  serviceAccountName: "default",
  hostIPs: ["127.0.0.1", "::1"],
  podIPs: ["10.0.0.1", "fd00::1"]
}

describe("upstream's cases (LC-61)", () => {
  it("are there", () => assert.lengthOf(ApiCases.of("env.resolve"), 7))

  it.each(ApiCases.of("env.resolve"))("%s", (_, { given, expect }) => {
    const { pod, env, serviceEnv } = given
    const told: Fields = {
      ...fields,
      ...pod.metadata,
      ...pod.spec,
      hostIPs: pod.hostIPs,
      podIPs: [pod.podIP]
    }
    assert.deepStrictEqual(asRecord(Environment.of(env, told, asList(serviceEnv))), expect.env)
  })
})

describe("a variable", () => {
  it("may refer to the value it replaces, and the last one counts (LC-61)", () => {
    const env = [
      { name: "PATH", value: "/bin" },
      { name: "OTHER", value: "$(PATH)" },
      { name: "PATH", value: "/opt:$(PATH)" }
    ]
    assert.deepStrictEqual(asRecord(Environment.of(env, fields)), { OTHER: "/bin", PATH: "/opt:/bin" })
  })

  it("from a field is not expanded", () => {
    const from = (fieldPath: string) => ({ fieldRef: { fieldPath } })
    const env = [
      { name: "A", value: "1" },
      { name: "B", valueFrom: from("metadata.labels['x']") }
    ]
    const variables = Environment.of(env, { ...fields, labels: { x: "$(A)" } })
    assert.strictEqual(asRecord(variables)["B"], "$(A)")
  })

  it.each([
    ["metadata.name", "demo-abcde"],
    ["metadata.namespace", "default"],
    ["metadata.uid", "1-2-3"],
    ["metadata.labels['a/b']", "c"],
    ["metadata.labels['missing']", ""],
    ["metadata.labels['constructor']", ""],
    ["metadata.annotations['note']", "n"],
    ["spec.nodeName", "localhost"],
    ["spec.serviceAccountName", "default"],
    ["status.hostIP", "127.0.0.1"],
    ["status.hostIPs", "127.0.0.1,::1"],
    ["status.podIP", "10.0.0.1"],
    ["status.podIPs", "10.0.0.1,fd00::1"]
  ])("from %s is %j (LC-64)", (fieldPath, value) => {
    const env = [{ name: "A", valueFrom: { fieldRef: { fieldPath } } }]
    assert.deepStrictEqual(Environment.of(env, fields), [{ name: "A", value }])
  })

  it("from what cannot be read is left out", () => {
    const unknown = { name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }
    assert.deepStrictEqual(Environment.of([unknown, { name: "B", value: "$(A)" }], fields), [
      { name: "B", value: "$(A)" }
    ])
  })
})

describe("JOB_COMPLETION_INDEX (LC-66)", () => {
  const env = [{ name: "A", value: "$(JOB_COMPLETION_INDEX)" }]

  it("comes last in Pods of Indexed Jobs", () =>
    assert.deepStrictEqual(
      Environment.entries({ env }, 3).map(({ name }) => name),
      ["A", "JOB_COMPLETION_INDEX"]
    ))

  it("is the container's own where it defines it", () => {
    const own = [{ name: "JOB_COMPLETION_INDEX", value: "7" }]
    assert.deepStrictEqual(Environment.entries({ env: own }, 3), own)
  })

  it("is not there without an index", () =>
    assert.deepStrictEqual(Environment.entries({ env }, undefined), env))
})
