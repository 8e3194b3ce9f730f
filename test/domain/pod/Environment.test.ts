import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import type { Container, EnvVar } from "../../../src/domain/manifest/PodTemplateSchema.ts"
import * as Environment from "../../../src/domain/pod/Environment.ts"
import type { Fields } from "../../../src/domain/pod/FieldReference.ts"

const asRecord = (variables: ReadonlyArray<Environment.Variable>) =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]))

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

const environment = (env: ReadonlyArray<EnvVar>, circumstances: Partial<Environment.Circumstances> = {}) =>
  Result.getOrThrow(Environment.of({ env }, { fields, ...circumstances }))

describe("a variable", () => {
  it("may refer to the value it replaces, and the last one counts (LC-61)", () => {
    const env = [
      { name: "PATH", value: "/bin" },
      { name: "OTHER", value: "$(PATH)" },
      { name: "PATH", value: "/opt:$(PATH)" }
    ]
    assert.deepStrictEqual(asRecord(environment(env)), { OTHER: "/bin", PATH: "/opt:/bin" })
  })

  it("from a field is not expanded", () => {
    const from = (fieldPath: string) => ({ fieldRef: { fieldPath } })
    const env = [
      { name: "A", value: "1" },
      { name: "B", valueFrom: from("metadata.labels['x']") }
    ]
    const variables = environment(env, { fields: { ...fields, labels: { x: "$(A)" } } })
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
    assert.deepStrictEqual(environment(env), [{ name: "A", value }])
  })

  it("from what cannot be read is left out", () => {
    const fileKeyRef = { volumeName: "v", path: "p", key: "k" }
    const unknown = { name: "A", valueFrom: { fileKeyRef } }
    assert.deepStrictEqual(environment([unknown, { name: "B", value: "$(A)" }]), [
      { name: "B", value: "$(A)" }
    ])
  })
})

describe("a ConfigMap or Secret (LC-63)", () => {
  const sources = {
    configMaps: [
      {
        name: "map",
        entries: [
          { name: "a", value: "1" },
          { name: "b", value: "$(A)" }
        ]
      }
    ],
    secrets: [{ name: "safe", entries: [{ name: "a", value: "2" }] }]
  }
  const resolved = (container: Partial<Pick<Container, "env" | "envFrom">>) =>
    Result.map(Environment.of(container, { fields, sources }), asRecord)
  const from = (kind: "configMapKeyRef" | "secretKeyRef", name: string, key: string, more: object = {}) =>
    resolved({ env: [{ name: "A", valueFrom: { [kind]: { name, key, ...more } } }] })

  it("gives a value as it is, without expansion", () => {
    assert.deepStrictEqual(from("configMapKeyRef", "map", "b"), Result.succeed({ A: "$(A)" }))
    assert.deepStrictEqual(from("secretKeyRef", "safe", "a"), Result.succeed({ A: "2" }))
  })

  it("gives all it holds, behind a prefix, and later ones win (LC-61)", () => {
    const envFrom = [{ configMapRef: { name: "map" } }, { secretRef: { name: "safe" } }, { prefix: "x" }]
    assert.deepStrictEqual(resolved({ envFrom }), Result.succeed({ a: "2", b: "$(A)" }))
    const prefixed = [{ prefix: "x.", configMapRef: { name: "map" } }]
    assert.deepStrictEqual(resolved({ envFrom: prefixed }), Result.succeed({ "x.a": "1", "x.b": "$(A)" }))
  })

  it.each([
    ["configMapKeyRef", "no", "a", 'configmap "no" not found'],
    ["secretKeyRef", "no", "a", 'secret "no" not found'],
    ["configMapKeyRef", "map", "c", "couldn't find key c in ConfigMap default/map"],
    ["secretKeyRef", "safe", "c", "couldn't find key c in Secret default/safe"],
    ["secretKeyRef", "safe", "constructor", "couldn't find key constructor in Secret default/safe"]
  ] as const)("that is missing is an error, unless it is optional: %s %s %s", (kind, name, key, error) => {
    assert.deepStrictEqual(from(kind, name, key), Result.fail(error))
    assert.deepStrictEqual(from(kind, name, key, { optional: true }), Result.succeed({}))
  })

  it("that is missing as a whole is an error, unless it is optional", () => {
    const whole = (more: object) => resolved({ envFrom: [{ secretRef: { name: "map", ...more } }] })
    assert.deepStrictEqual(whole({}), Result.fail('secret "map" not found'))
    assert.deepStrictEqual(whole({ optional: true }), Result.succeed({}))
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
