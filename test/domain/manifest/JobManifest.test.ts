import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import { manifest } from "../Told.ts"

const errors = (input: unknown): ReadonlyArray<string> =>
  Result.match(JobManifest.decode(input), {
    onFailure: (all) => all.map(FieldError.render),
    onSuccess: () => []
  })

const withSpec = (spec: object) => ({ ...manifest(), spec: { ...manifest().spec, ...spec } })
const withPod = (pod: object) => manifest({}, { ...pod })

describe("a manifest", () => {
  it("may leave out everything but what it is", () => {
    expect(errors({ apiVersion: "batch/v1", kind: "Job" })).toEqual([])
  })

  it.each([
    ["no object", [], [": Invalid value: Expected object"]],
    ["another kind", { apiVersion: "batch/v1", kind: "CronJob" }, ['kind: Invalid value: Expected "Job"']],
    [
      "another version",
      { apiVersion: "batch/v2", kind: "Job" },
      ['apiVersion: Invalid value: Expected "batch/v1"']
    ],
    ["no kind", { apiVersion: "batch/v1" }, ["kind: Required value"]]
  ])("is refused when it is %s", (_, input, expected) => {
    expect(errors(input).map((text) => text.replace(/, got.*/, ""))).toEqual(expected)
  })

  it.each([
    ["a text for a number", { parallelism: "2" }, "spec.parallelism"],
    ["a fraction", { completions: 1.5 }, "spec.completions"],
    ["more than int32", { backoffLimit: 3_000_000_000 }, "spec.backoffLimit"],
    ["a number for a bool", { suspend: 1 }, "spec.suspend"],
    ["a number for a word", { completionMode: 3 }, "spec.completionMode"]
  ])("is refused for %s, by path (AJ-6)", (_, spec, path) => {
    expect(errors(withSpec(spec)).map((text) => text.split(":", 2).join(":"))).toEqual([
      `${path}: Invalid value`
    ])
  })

  it("takes a deadline beyond int32 (AJ-16)", () => {
    expect(errors(withSpec({ activeDeadlineSeconds: 3_000_000_000 }))).toEqual([])
  })

  it("is refused for a field that nobody knows, though it be null (AJ-6)", () => {
    expect(errors({ ...withSpec({ tier: null, parallelism: "2" }), status: null })).toEqual([
      expect.stringMatching(/^spec\.parallelism: Invalid value/),
      "spec.tier: Forbidden: unknown field"
    ])
    expect(errors(withSpec({ tier: null, completions: null }))).toEqual([
      "spec.tier: Forbidden: unknown field"
    ])
  })

  it("takes null for absent, at any depth (AJ-6)", () => {
    const nulls = {
      ...manifest({}, { volumes: null, containers: [{ name: "a", image: "b", env: null }] }),
      metadata: { name: "a", labels: null, creationTimestamp: null },
      status: null
    }
    expect(Result.getOrThrow(JobManifest.decode(nulls))).toEqual({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "a" },
      spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "b" }] } } }
    })
  })

  it("is refused for every unknown field, by path", () => {
    const input = {
      ...withPod({
        containers: [
          { name: "a", image: "b" },
          { name: "c", image: "d", imagePulPolicy: "Always" }
        ]
      }),
      speck: {}
    }
    expect(errors({ ...input, metadata: { name: "demo", nam: "x" } }).toSorted()).toEqual([
      "metadata.nam: Forbidden: unknown field",
      "spec.template.spec.containers[1].imagePulPolicy: Forbidden: unknown field",
      "speck: Forbidden: unknown field"
    ])
  })

  it("may use every field of a Pod template, and none that Kubernetes does not know", () => {
    const pod = {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } }
      },
      tolerations: [{ key: "a", operator: "Exists" }],
      volumes: [{ name: "v", projected: { sources: [{ serviceAccountToken: { path: "t" } }] } }]
    }
    expect(errors(withPod(pod))).toEqual([])
    expect(errors(withPod({ ...pod, volumes: [{ name: "v", projekted: {} }] }))).toEqual([
      "spec.template.spec.volumes[0].projekted: Forbidden: unknown field"
    ])
    expect(errors(withPod({ ...pod, securityContext: { seccompProfile: { typ: "x" } } }))).toEqual([
      "spec.template.spec.securityContext.seccompProfile.typ: Forbidden: unknown field"
    ])
  })

  it("is refused for an amount that is none, by path (AJ-6)", () => {
    const resources = { limits: { cpu: "many" } }
    expect(errors(withPod({ containers: [{ name: "a", image: "b", resources }] }))).toEqual([
      "spec.template.spec.containers[0].resources.limits.cpu: Invalid value: Expected an amount such as 500m, 2 or 1Gi"
    ])
  })

  it("is read the same in any order of its members", () => {
    const { spec, ...others } = withPod({ tolerations: [], nodeSelector: { a: "b" } })
    const { template, ...numbers } = spec
    const { containers, ...pod } = template.spec
    const turned = { spec: { template: { spec: { ...pod, containers } }, ...numbers }, ...others }
    const [one, other] = [{ ...others, spec }, turned].map((input) =>
      JSON.stringify(JobManifest.decode(input))
    )
    expect(one).toEqual(other)
  })

  it("says all that is wrong at once (AJ-4)", () => {
    expect(errors(withSpec({ parallelism: "2", completions: true, successPolicy: 1, x: 1 }))).toHaveLength(4)
  })

  it("keeps what containers run as it is", () => {
    const container = {
      name: "a",
      image: "b",
      command: ["sh"],
      args: ["-c", "true"],
      workingDir: "/tmp",
      env: [
        { name: "A", value: "1" },
        { name: "B", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }
      ],
      envFrom: [{ configMapRef: { name: "c" } }],
      ports: [{ containerPort: 80 }],
      resources: { limits: { cpu: "1" } },
      volumeMounts: [{ name: "v", mountPath: "/v" }],
      imagePullPolicy: "Always",
      terminationMessagePath: "/dev/termination-log",
      terminationMessagePolicy: "File"
    }
    const decoded = Result.getOrThrow(JobManifest.decode(withPod({ containers: [container] })))
    expect(decoded.spec?.template?.spec?.containers).toEqual([container])
  })
})
