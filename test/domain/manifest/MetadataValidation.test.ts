import { describe, expect, it } from "vitest"
import { metadataErrors } from "./Judged.ts"

const dnsLabel =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with " +
  "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

const dnsSubdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  String.raw`'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`

describe("a Job's name", () => {
  it.each(["demo", "a.b", "1", "a-1.b-2", "a".repeat(253)])("may be %s (AJ-65)", (name) => {
    expect(metadataErrors({ name })).toEqual([])
  })

  it.each(["Demo", "-a", "a-", "a_b", "a..b", ".a"])("may not be %s (AJ-65)", (name) => {
    expect(metadataErrors({ name })).toEqual([`metadata.name: Invalid value: "${name}": ${dnsSubdomain}`])
  })

  it("has 253 characters at most (AJ-65)", () => {
    const name = "a".repeat(254)
    expect(metadataErrors({ name })).toEqual([
      `metadata.name: Invalid value: "${name}": must be no more than 253 characters`
    ])
  })

  it("is needed (AJ-67)", () => {
    expect(metadataErrors({ name: "" })).toEqual([
      "metadata.name: Required value: name or generateName is required"
    ])
  })

  it.each(["a-", "a--", "demo-", "-"])("may begin with %s, since more follows (AJ-66)", (generateName) =>
    expect(metadataErrors({ generateName })).toHaveLength(generateName === "-" ? 1 : 0)
  )
})

describe("metadata (AJ-69)", () => {
  it("has a namespace that is a DNS label", () => {
    expect(metadataErrors({ namespace: "Jobs" })).toEqual([
      `metadata.namespace: Invalid value: "Jobs": ${dnsLabel}`
    ])
    expect(metadataErrors({ namespace: "a.b" })).toEqual([
      'metadata.namespace: Invalid value: "a.b": must not contain dots'
    ])
  })

  it("has labels with qualified names and short values", () => {
    expect(metadataErrors({ labels: { "a.b/C_d": "E.f", g: "" } })).toEqual([])
    expect(metadataErrors({ labels: { "a b": "c" } })[0]).toMatch(
      /^metadata\.labels: Invalid value: "a b": name part/
    )
    expect(metadataErrors({ labels: { a: "b c" } })[0]).toMatch(
      /^metadata\.labels: Invalid value: "b c": a valid label/
    )
    expect(metadataErrors({ labels: { a: "b".repeat(64) } })[0]).toMatch(/must be no more than 63 bytes$/)
  })

  it("has annotations with qualified names in any case, and 256 KiB of them at most", () => {
    expect(metadataErrors({ annotations: { "A.B/c": "any thing" } })).toEqual([])
    expect(metadataErrors({ annotations: { "a b": "c" } })[0]).toMatch(
      /^metadata\.annotations: Invalid value: "a b"/
    )
    expect(metadataErrors({ annotations: { a: "é".repeat(131_072) } })).toEqual([
      "metadata.annotations: Too long: may not be more than 262144 bytes"
    ])
    expect(metadataErrors({ annotations: { a: "b".repeat(262_143) } })).toEqual([])
  })

  it("has finalizers that say whose they are", () => {
    expect(metadataErrors({ finalizers: ["a/b", "orphan"] })).toEqual([])
    expect(metadataErrors({ finalizers: ["mine"] })).toEqual([
      'metadata.finalizers[0]: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified'
    ])
    expect(metadataErrors({ finalizers: ["orphan", "foregroundDeletion"] })).toEqual([
      'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and foregroundDeletion cannot be both set'
    ])
  })

  it("has owners that are named, one of which controls", () => {
    const owner = { apiVersion: "batch/v1", kind: "CronJob", name: "a", uid: "u", controller: true }
    expect(metadataErrors({ ownerReferences: [owner, { ...owner, controller: false }] })).toEqual([])
    expect(metadataErrors({ ownerReferences: [{ apiVersion: "batch/" }] })).toEqual([
      'metadata.ownerReferences[0].apiVersion: Invalid value: "batch/": version must not be empty',
      'metadata.ownerReferences[0].kind: Invalid value: "": must not be empty',
      'metadata.ownerReferences[0].name: Invalid value: "": must not be empty',
      'metadata.ownerReferences[0].uid: Invalid value: "": must not be empty'
    ])
    expect(metadataErrors({ ownerReferences: [{ ...owner, apiVersion: "v1", kind: "Event" }] })[0]).toMatch(
      /: \/v1, Kind=Event is disallowed from being an owner$/
    )
    expect(metadataErrors({ ownerReferences: [owner, { ...owner, name: "b" }] })[0]).toMatch(
      /Only one reference can have Controller set to true\. Found "true" in references for CronJob\/a and CronJob\/b$/
    )
  })
})
