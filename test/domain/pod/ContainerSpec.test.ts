import { assert, describe, it } from "vitest"
import * as OrdinalMap from "../../../src/domain/data/OrdinalMap.ts"
import * as ContainerSpec from "../../../src/domain/pod/ContainerSpec.ts"
import * as PodNames from "../../../src/domain/pod/PodNames.ts"
import { given } from "../Given.ts"
import { job, type PodFields, type SpecFields, uid } from "../Told.ts"

const specOf = (spec: SpecFields, container: object, { ordinal = 0, place = ContainerSpec.here } = {}) => {
  const pod: PodFields = { containers: [{ name: "main", image: "busybox", ...container }] }
  const state = given(job(spec, pod)).job
  const found = OrdinalMap.get(state.podSet.pods, ordinal)
  return found === undefined ? undefined : ContainerSpec.of(state, found, "main", place)
}

const indexed = { completions: 3, parallelism: 3, completionMode: "Indexed" } as const
const podName = PodNames.name({ name: "demo", uid }, 0)

describe("what a runtime needs to start a container", () => {
  it("is what the template says", () =>
    assert.deepStrictEqual(
      specOf({}, { command: ["sh", "-c", "exit 1"], workingDir: "/tmp", env: [{ name: "A", value: "1" }] }),
      {
        namespace: "default",
        pod: podName,
        hostname: podName,
        image: "busybox",
        command: ["sh", "-c", "exit 1"],
        args: undefined,
        workingDir: "/tmp",
        env: [{ name: "A", value: "1" }]
      }
    ))

  it("has references in command and args expanded, to every variable (LC-60, LC-66)", () => {
    const env = [
      { name: "A", value: "[$(JOB_COMPLETION_INDEX)]" },
      { name: "B", value: "b" }
    ]
    const spec = specOf(indexed, {
      command: ["$(B)", "$$(B)", "$(date +%s)"],
      args: ["$(JOB_COMPLETION_INDEX)"],
      env
    })
    assert.deepStrictEqual(spec?.command, ["b", "$(B)", "$(date +%s)"])
    assert.deepStrictEqual(spec?.args, ["0"])
    assert.deepStrictEqual(spec?.env, [
      { name: "A", value: "[$(JOB_COMPLETION_INDEX)]" },
      { name: "B", value: "b" },
      { name: "JOB_COMPLETION_INDEX", value: "0" }
    ])
  })

  it("expands the command of a probe by variables as they are written, and not that of a hook", () => {
    const env = [
      { name: "A", value: "[$(B)]" },
      { name: "B", value: "b" }
    ]
    const exec = { command: ["$(A)", "$(B)", "<$(JOB_COMPLETION_INDEX)>", "$(C)"] }
    const { health } =
      specOf(indexed, { env, livenessProbe: { exec }, lifecycle: { preStop: { exec } } }) ?? {}
    assert.deepStrictEqual(health?.livenessProbe?.handler, {
      _tag: "Exec",
      command: ["[$(B)]", "b", "<>", "$(C)"]
    })
    assert.deepStrictEqual(health?.preStop, { _tag: "Exec", command: exec.command })
  })

  it("calls a Pod of an Indexed Job by its index (LC-86)", () =>
    assert.deepStrictEqual(
      [0, 1, 2].map((ordinal) => specOf(indexed, {}, { ordinal })?.hostname),
      ["demo-0", "demo-1", "demo-2"]
    ))

  it.each([
    ["metadata.name", PodNames.name({ name: "demo", uid }, 1, 1)],
    ["metadata.uid", PodNames.uid(uid, 1)],
    ["metadata.labels['job-name']", "demo"],
    ["metadata.labels['batch.kubernetes.io/controller-uid']", uid],
    ["metadata.labels['batch.kubernetes.io/job-completion-index']", "1"],
    ["metadata.annotations['batch.kubernetes.io/job-completion-index']", "1"],
    ["spec.nodeName", "there"],
    ["status.podIP", "10.0.0.7"]
  ])("tells the container about its Pod: %s is %s (AJ-61, JC-91, LC-64)", (fieldPath, value) => {
    const place = { ...ContainerSpec.here, nodeName: "there", podIPs: ["10.0.0.7"] }
    const env = [{ name: "TOLD", valueFrom: { fieldRef: { fieldPath } } }]
    assert.deepStrictEqual(specOf(indexed, { env }, { ordinal: 1, place })?.env[0], { name: "TOLD", value })
  })

  it.each([
    ["limits.cpu", undefined, "1"],
    ["limits.cpu", "1m", "250"],
    ["requests.cpu", "1m", "100"],
    ["requests.memory", "1Mi", "64"],
    ["limits.memory", "1Gi", "4"],
    ["limits.ephemeral-storage", undefined, "1000"],
    ["requests.ephemeral-storage", undefined, "0"],
    ["limits.hugepages-2Mi", "1Mi", "0"]
  ])(
    "tells the container what it may use: %s in units of %s is %s (LC-65, AJ-70)",
    (resource, divisor, value) => {
      const allocatable = { cpu: 8, memory: "4Gi", "ephemeral-storage": 1000 }
      const resourceFieldRef = { resource, ...(divisor === undefined ? {} : { divisor }) }
      const container = {
        env: [{ name: "TOLD", valueFrom: { resourceFieldRef } }],
        resources: { limits: { cpu: "250m" }, requests: { cpu: "100m", memory: "64Mi" } }
      }
      const place = { ...ContainerSpec.here, allocatable }
      assert.deepStrictEqual(specOf({}, container, { place })?.env[0], { name: "TOLD", value })
    }
  )

  it("tells a container what another of its Pod may use (LC-65)", () => {
    const resourceFieldRef = { containerName: "side", resource: "limits.cpu" }
    const containers = [
      { name: "main", image: "busybox", env: [{ name: "TOLD", valueFrom: { resourceFieldRef } }] },
      { name: "side", image: "busybox", resources: { limits: { cpu: "1.5" } } }
    ]
    const { job: state } = given(job({}, { containers }))
    const pod = OrdinalMap.get(state.podSet.pods, 0)
    const spec = pod === undefined ? undefined : ContainerSpec.of(state, pod, "main")
    assert.deepStrictEqual(spec?.env, [{ name: "TOLD", value: "2" }])
    const nobody = { resourceFieldRef: { containerName: "nobody", resource: "limits.cpu" } }
    assert.isUndefined(specOf({}, { env: [{ name: "TOLD", valueFrom: nobody }] }))
  })

  it("is nothing for a container that is not there", () => {
    const state = given(job()).job
    const pod = OrdinalMap.get(state.podSet.pods, 0)
    assert.isUndefined(pod === undefined ? "no Pod" : ContainerSpec.of(state, pod, "other"))
  })
})
