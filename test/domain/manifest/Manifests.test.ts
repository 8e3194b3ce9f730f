/** Manifests as people write them; each must be admitted as it stands. */
import { globSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import { parseAllDocuments } from "yaml"
import * as Admission from "../../../src/domain/command/Admission.ts"
import type { JobCreated } from "../../../src/domain/event/Fact.ts"
import * as Clock from "../Clock.ts"
import { uid } from "../Told.ts"

const directory = new URL("../../manifests/", import.meta.url)
const files = globSync("*.yaml", { cwd: directory }).toSorted()

const jobIn = (file: string): unknown =>
  parseAllDocuments(readFileSync(new URL(file, directory), "utf8"))
    // YAML may hold anything.
    .map((document) => document.toJS() as unknown)
    .find(
      (object) => typeof object === "object" && object !== null && "kind" in object && object.kind === "Job"
    )

const admitted = (file: string): JobCreated => {
  const command = { _tag: "CreateJob", at: Clock.start, uid, generatedSuffix: "00000" } as const
  const fact = Admission.createJob({ ...command, manifest: jobIn(file) }).pipe(
    Result.getOrThrowWith((refusal) => new Error(Admission.describe(refusal).join("\n")))
  )
  return fact
}

describe("a manifest that must work as it stands", () => {
  it("is there", () => expect(files.length).toBeGreaterThanOrEqual(16))

  it.each(files)("is admitted: %s", (file) => {
    expect(admitted(file).metadata.name).toMatch(new RegExp(`^(${basename(file, ".yaml")}|echo-job)`))
  })

  it("keeps what the runtime needs: environment, mounts, volumes", () => {
    const { spec } = admitted("db-migration.yaml").spec.template
    expect(spec.containers[0]).toMatchObject({
      env: [{ name: "DATABASE_URL", valueFrom: { secretKeyRef: { name: "db-secret", key: "url" } } }],
      volumeMounts: [{ name: "migrations", mountPath: "/migrations" }]
    })
    expect(spec.volumes).toEqual([{ name: "migrations", configMap: { name: "migration-scripts" } }])
  })

  it.each([
    ["parallel-queue.yaml", { parallelism: 3, completions: undefined }],
    ["parallel-job.yaml", { parallelism: 3, completions: undefined, backoffLimit: 4 }],
    ["indexed.yaml", { parallelism: 2, completions: 5, completionMode: "Indexed" }],
    ["mynewjob.yaml", { parallelism: 1, completions: 3, ttlSecondsAfterFinished: 60 }]
  ])("means what it says: %s", (file, fields) => {
    expect({ completions: undefined, ...admitted(file).spec }).toMatchObject(fields)
  })
})
