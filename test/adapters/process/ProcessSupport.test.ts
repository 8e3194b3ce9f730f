import { readFileSync } from "node:fs"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseAllDocuments } from "yaml"
import { declaration } from "../../../src/adapters/process/ProcessSupport.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as FieldSupport from "../../../src/domain/manifest/FieldSupport.ts"
import * as JobManifest from "../../../src/domain/manifest/JobManifest.ts"
import { manifest } from "../../domain/Told.ts"

const decoded = (object: unknown): JobManifest.JobManifest => Result.getOrThrow(JobManifest.decode(object))

const withContainer = (container: object, pod: object = {}): JobManifest.JobManifest =>
  decoded(
    manifest(
      {},
      { containers: [{ name: "main", image: "busybox", command: ["true"], ...container }], ...pod }
    )
  )

const refusals = (job: JobManifest.JobManifest) =>
  FieldSupport.refusals(declaration)(job).map(FieldError.render)
const remarks = (job: JobManifest.JobManifest) =>
  FieldSupport.remarks(declaration, job).map(({ path }) => path)

/** The Job of a manifest as people write them; it stands last in its file. */
const written = (file: string): JobManifest.JobManifest => {
  const text = readFileSync(new URL(`../../manifests/${file}`, import.meta.url), "utf8")
  return decoded(parseAllDocuments(text).at(-1)?.toJS())
}

const main = "spec.template.spec.containers[0]"

describe("a runtime of plain processes", () => {
  it("tells that Pods get nothing of the template's metadata but labels and annotations (JC-90)", () => {
    const metadata = { name: "elsewhere", labels: { app: "demo" }, creationTimestamp: null }
    const object = manifest({}, { containers: [{ name: "main", image: "busybox", command: ["true"] }] })
    const job = decoded({
      ...object,
      spec: { ...object.spec, template: { ...object.spec.template, metadata } }
    })
    assert.include(remarks(job), "spec.template.metadata.name")
    assert.notInclude(remarks(job), "spec.template.metadata.labels")
    assert.notInclude(remarks(job), "spec.template.metadata.creationTimestamp")
  })

  it("runs what needs a command and variables alone", () => {
    const env = [
      { name: "A", value: "1" },
      { name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }
    ]
    const job = withContainer(
      { env, envFrom: [], volumeMounts: [], ports: [{ containerPort: 80 }] },
      { volumes: [] }
    )
    assert.deepStrictEqual(refusals(job), [])
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
      { name: "B", valueFrom: { fileKeyRef: { volumeName: "v", path: "p", key: "k" } } }
    ]
    assert.deepStrictEqual(
      FieldSupport.refusals(declaration)(withContainer({ env, envFrom: [{ secretRef: { name: "s" } }] })).map(
        ({ path }) => path
      ),
      [
        `${main}.env[0].valueFrom.configMapKeyRef`,
        `${main}.env[1].valueFrom.fileKeyRef`,
        `${main}.envFrom[0]`
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

  it("tells what has no effect, each field once", () => {
    const container = { name: "other", image: "busybox", command: ["true"], terminationMessagePath: "/dev/x" }
    const first = { ...container, name: "main", resources: { limits: { cpu: "1" } } }
    const job = decoded(manifest({}, { containers: [first, container] }))
    assert.deepStrictEqual(remarks(job), [
      "spec.template.spec.containers[*].image",
      "spec.template.spec.containers[*].resources",
      "spec.template.spec.containers[*].terminationMessagePath"
    ])
  })

  it("says nothing of empty resources", () =>
    assert.deepStrictEqual(remarks(written("mynewjob.yaml")), ["spec.template.spec.containers[*].image"]))
})
