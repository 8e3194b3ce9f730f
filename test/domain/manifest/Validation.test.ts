import { describe, expect, it } from "vitest"
import * as Defaults from "../../../src/domain/manifest/Defaults.ts"
import * as FieldError from "../../../src/domain/manifest/FieldError.ts"
import * as Validation from "../../../src/domain/manifest/Validation.ts"
import { errors } from "./Judged.ts"

const named = (name: string, namespace = "default") =>
  Validation.metadata({ name, namespace }).map(FieldError.render)

const dnsLabel =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with " +
  "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

const dnsSubdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  String.raw`'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`

describe("numbers", () => {
  it.each(["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"])(
    "%s is not negative, and may be zero (AJ-7, AJ-30)",
    (field) => {
      expect(errors({ [field]: -1 })).toEqual([
        `spec.${field}: Invalid value: -1: must be greater than or equal to 0`
      ])
      expect(errors({ [field]: 0 })).toEqual([])
    }
  )

  it("of Indexed Jobs are not negative (AJ-30)", () => {
    const indexed = {
      completionMode: "Indexed",
      completions: 1,
      backoffLimitPerIndex: 0,
      maxFailedIndexes: 0
    }
    const negative = "must be greater than or equal to 0"
    expect(errors(indexed)).toEqual([])
    expect(errors({ ...indexed, backoffLimitPerIndex: -1, maxFailedIndexes: -2 })).toEqual([
      `spec.backoffLimitPerIndex: Invalid value: -1: ${negative}`,
      `spec.maxFailedIndexes: Invalid value: -2: ${negative}`
    ])
  })

  it("of failed indexes need a limit per index (AJ-31)", () => {
    expect(errors({ completionMode: "Indexed", completions: 1, maxFailedIndexes: 1 })).toEqual([
      "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified"
    ])
  })
})

describe("the name of an Indexed Job", () => {
  it("leaves room for a hostname for its last index (AJ-44)", () => {
    const indexed = (completions: number) => ({ completionMode: "Indexed", completions })
    const name = "a".repeat(61)
    expect(errors(indexed(10), {}, name)).toEqual([])
    expect(errors(indexed(11), {}, name)).toEqual([
      `metadata.name: Invalid value: "${name}": will not able to create pod with invalid DNS label: ${name}-10`
    ])
    expect(errors(indexed(2), {}, "a.b")).toEqual([
      `metadata.name: Invalid value: "a.b": will not able to create pod with invalid DNS label: a.b-1`
    ])
    expect(errors(indexed(0), {}, "a.b")).toEqual([])
    expect(errors({ completions: 11 }, {}, name)).toEqual([])
  })
})

it("podReplacementPolicy is one of two (AJ-54)", () => {
  expect(errors({ podReplacementPolicy: "Never" })).toEqual([
    'spec.podReplacementPolicy: Unsupported value: "Never": supported values: "Failed", "TerminatingOrFailed"'
  ])
  expect(errors({ podReplacementPolicy: "Failed" })).toEqual([])
})

it("podReplacementPolicy is Failed where there is a podFailurePolicy (AJ-19, AJ-54)", () => {
  expect(errors({ podFailurePolicy: {} })).toEqual([])
  expect(errors({ podFailurePolicy: {}, podReplacementPolicy: "TerminatingOrFailed" })).toEqual([
    'spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"'
  ])
})

describe("restartPolicy (AJ-55)", () => {
  const path = "spec.template.spec.restartPolicy"

  it.each([["Always"], [""], [null]])("is not the Pod's default: %j", (restartPolicy) => {
    expect(errors({}, { restartPolicy })).toEqual([
      `${path}: Required value: valid values: "OnFailure", "Never"`
    ])
  })

  it("is refused by the Pod and by the Job when nobody knows it", () => {
    expect(errors({}, { restartPolicy: "Sometimes" })).toEqual([
      `${path}: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"`,
      `${path}: Unsupported value: "Sometimes": supported values: "OnFailure", "Never"`
    ])
  })

  it("is OnFailure or Never", () => {
    expect(errors({}, { restartPolicy: "OnFailure" })).toEqual([])
    expect(errors({}, { restartPolicy: "Never" })).toEqual([])
  })

  it("is Never where there is a podFailurePolicy", () => {
    expect(errors({ podFailurePolicy: {} }, { restartPolicy: "OnFailure" })).toEqual([
      `${path}: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified`
    ])
  })
})

describe("init containers (AJ-73)", () => {
  const path = "spec.template.spec.initContainers"
  const pod = (...initContainers: ReadonlyArray<object>) => ({
    containers: [{ name: "main", image: "busybox" }],
    initContainers
  })

  it("have names of their own, and an image", () => {
    expect(errors({}, pod({ name: "one", image: "a" }, { name: "two", image: "a" }))).toEqual([])
    expect(
      errors({}, pod({ name: "one", image: "a" }, { name: "one", image: "a" }, { name: "main" }))
    ).toEqual([
      `${path}[1].name: Duplicate value: "one"`,
      `${path}[2].name: Duplicate value: "main"`,
      `${path}[2].image: Required value`
    ])
  })

  it("and all others are refused what starts the whole Pod over (LC-36)", () => {
    const exitCodes = { operator: "In", values: [42] }
    const rules = [
      { action: "Restart", exitCodes },
      { action: "RestartAllContainers", exitCodes }
    ]
    const item = { name: "one", image: "a", restartPolicy: "Never", restartPolicyRules: rules }
    expect(errors({}, pod(item))).toEqual([
      `${path}[0].restartPolicyRules[1].action: Forbidden: known to Kubernetes, not decided by this version yet`
    ])
  })
})

describe("containers (AJ-73)", () => {
  const path = "spec.template.spec.containers"

  it("are needed", () => {
    expect(errors({}, { containers: [] })).toEqual([`${path}: Required value`])
    expect(errors({}, { containers: null })).toEqual([`${path}: Required value`])
  })

  it("have names and images", () => {
    expect(errors({}, { containers: [{}] })).toEqual([
      `${path}[0].name: Required value`,
      `${path}[0].image: Required value`
    ])
  })

  it("have names that are DNS labels, each another", () => {
    const long = "a".repeat(64)
    const names = ["Main", "a", "a", long]
    expect(errors({}, { containers: names.map((name) => ({ name, image: "b" })) })).toEqual([
      `${path}[0].name: Invalid value: "Main": ${dnsLabel}`,
      `${path}[2].name: Duplicate value: "a"`,
      `${path}[3].name: Invalid value: "${long}": must be no more than 63 bytes`
    ])
  })
})

it("an empty spec lacks containers and a restartPolicy (AJ-28)", () => {
  expect(
    Validation.spec("demo", Defaults.specOf({ apiVersion: "batch/v1", kind: "Job" })).map(FieldError.render)
  ).toEqual([
    "spec.template.spec.containers: Required value",
    'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'
  ])
})

describe("a Job's name", () => {
  it.each(["demo", "a.b", "1", "a-1.b-2", "a".repeat(63)])("may be %s (AJ-65)", (name) => {
    expect(named(name)).toEqual([])
  })

  it.each(["Demo", "-a", "a-", "a_b", "a..b", ".a"])("may not be %s (AJ-65)", (name) => {
    expect(named(name)).toEqual([`metadata.name: Invalid value: "${name}": ${dnsSubdomain}`])
  })

  it("is needed (AJ-67)", () => {
    expect(named("")).toEqual(["metadata.name: Required value: name or generateName is required"])
  })

  it("has 63 characters at most, as it is the value of two labels (AJ-65)", () => {
    const name = "a".repeat(64)
    const tooLong = `spec.template.labels: Invalid value: "${name}": must be no more than 63 bytes`
    expect(named(name)).toEqual([tooLong, tooLong])
  })
})

it("a namespace is a DNS label (AJ-69)", () => {
  expect(named("demo", "Jobs")).toEqual([`metadata.namespace: Invalid value: "Jobs": ${dnsLabel}`])
})
