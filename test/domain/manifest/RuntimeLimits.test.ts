import { readFileSync } from "node:fs"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseAllDocuments } from "yaml"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import type { JobSpec } from "../../../src/domain/manifest/JobSchema.ts"
import * as RuntimeLimits from "../../../src/domain/manifest/RuntimeLimits.ts"
import { manifest } from "../Told.ts"

const specOf = (object: unknown): JobSpec => Defaults.specOf(Result.getOrThrow(JobManifest.decode(object)))

const withContainer = (container: object, pod: object = {}): JobSpec =>
  specOf(
    manifest(
      {},
      { containers: [{ name: "main", image: "busybox", command: ["true"], ...container }], ...pod }
    )
  )

const refusals = (spec: JobSpec) => RuntimeLimits.refusals(spec).map(FieldError.render)
const remarks = (spec: JobSpec) => RuntimeLimits.remarks(spec).map(({ path }) => path)

/** The Job of a manifest as people write them; it stands last in its file. */
const written = (file: string): JobSpec => {
  const text = readFileSync(new URL(`../../manifests/${file}`, import.meta.url), "utf8")
  return specOf(parseAllDocuments(text).at(-1)?.toJS())
}

const main = "spec.template.spec.containers[0]"

describe("a runtime of plain processes", () => {
  it("runs what needs a command and variables alone", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }
    ]
    const spec = withContainer(
      { env, envFrom: [], volumeMounts: [], ports: [{ containerPort: 80 }] },
      { volumes: [] }
    )
    assert.deepStrictEqual(refusals(spec), [])
  })

  it.each([
    "pi.yaml",
    "retry.yaml",
    "indexed.yaml",
    "data-processing.yaml",
    "mynewjob.yaml",
    "echo-job.yaml"
  ])("runs %s", (file) => assert.deepStrictEqual(refusals(written(file)), []))

  it("refuses mounts and volumes", () =>
    assert.deepStrictEqual(refusals(written("backup.yaml")), [
      "spec.template.spec.volumes[0]: Forbidden: there are no volumes, a process sees the files of this machine",
      `${main}.volumeMounts[0]: Forbidden: a process sees the files of this machine, nothing can be mounted`
    ]))

  it("refuses variables from what is not there, each by its path", () => {
    assert.include(
      refusals(written("db-migration.yaml")),
      `${main}.env[0].valueFrom.secretKeyRef: Forbidden: there are no Secrets to read`
    )
    const env = [
      { name: "A", valueFrom: { configMapKeyRef: { name: "c", key: "k" } } },
      { name: "B", valueFrom: { resourceFieldRef: { resource: "limits.cpu" } } }
    ]
    assert.deepStrictEqual(
      RuntimeLimits.refusals(withContainer({ env, envFrom: [{ secretRef: { name: "s" } }] })).map(
        ({ path }) => path
      ),
      [
        `${main}.envFrom[0]`,
        `${main}.env[0].valueFrom.configMapKeyRef`,
        `${main}.env[1].valueFrom.resourceFieldRef`
      ]
    )
  })

  it("refuses a container whose command only its image knows (LC-67)", () =>
    assert.deepStrictEqual(refusals(withContainer({ command: [], args: ["x"] })), [
      `${main}.command: Required value: no image is read that could say what to run`
    ]))

  it("asks the same of init containers", () =>
    assert.deepStrictEqual(refusals(withContainer({}, { initContainers: [{ name: "i", image: "b" }] })), [
      "spec.template.spec.initContainers[0].command: Required value: no image is read that could say what to run"
    ]))

  it("tells what has no effect: images once, resources and messages where they are", () => {
    const container = { name: "other", image: "busybox", command: ["true"], terminationMessagePath: "/dev/x" }
    const first = { ...container, name: "main", resources: { limits: { cpu: "1" } } }
    const spec = specOf(manifest({}, { containers: [first, container] }))
    assert.deepStrictEqual(remarks(spec), [
      "spec.template.spec.containers[*].image",
      `${main}.resources`,
      `${main}.terminationMessagePath`,
      "spec.template.spec.containers[1].terminationMessagePath"
    ])
  })

  it("says nothing of empty resources", () =>
    assert.deepStrictEqual(remarks(written("mynewjob.yaml")), ["spec.template.spec.containers[*].image"]))
})
