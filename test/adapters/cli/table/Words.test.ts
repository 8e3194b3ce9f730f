import { assert, describe, it } from "vitest"
import * as Command from "../Command.ts"

interface Told {
  readonly spec?: Readonly<Record<string, unknown>>
  readonly podSpec?: Readonly<Record<string, unknown>>
  readonly pods?: ReadonlyArray<unknown>
  readonly commands?: ReadonlyArray<unknown>
}

/** What the table tells of a scenario, without the times. */
const story = ({ spec = {}, podSpec = {}, pods = [], commands = [] }: Told): string => {
  const scenario = {
    name: "words",
    manifest: {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "words" },
      spec: {
        ...spec,
        template: {
          spec: { restartPolicy: "Never", containers: [{ name: "main", image: "busybox" }], ...podSpec }
        }
      }
    },
    pods,
    commands
  }
  const { code, stdout, stderr } = Command.run(["simulate", "-", "-o", "table"], {
    input: JSON.stringify(scenario)
  })
  assert.strictEqual(code, 0, stderr)
  return stdout
}

describe("a change of a Job", () => {
  it("of its template is told with the parts (AJ-93)", () => {
    const resources = { limits: { memory: "1Gi" } }
    const template = {
      metadata: { labels: { tier: "late" } },
      spec: { nodeSelector: { disk: "ssd" }, containers: [{ name: "main", image: "busybox", resources }] }
    }
    const told = story({
      spec: { suspend: true },
      commands: [
        { at: "2s", patch: { spec: { suspend: false, template } } },
        { at: "3s", patch: { metadata: { labels: { queue: "fast" }, annotations: { why: "haste" } } } }
      ]
    })
    assert.match(
      told,
      /Spec changed: suspend true → false, template \(labels, nodeSelector, resources of main\)\n/
    )
    assert.match(told, /Metadata changed: label queue, annotation why\n/)
  })
})

const failJob = {
  podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [42, 143] } }] }
}

describe("the end of a Pod", () => {
  it("is told with its rule while the Pod is the Job's (JC-113)", () => {
    const told = story({ spec: failJob, pods: [{ runFor: "5s", exitCode: 42 }] })
    assert.match(told, /failed \(exit code 42\); the Job fails by rule 0\n/)
  })

  it("is told without a rule, or a failure of its index, when the Job has let go of it (JC-118)", () => {
    const pods = [{ runFor: "60s", exitCode: 1, terminationTakes: "3s" }]
    const commands = [
      { at: "2s", patch: { spec: { suspend: true } } },
      { at: "20s", patch: { spec: { suspend: false } } },
      { at: "30s", delete: {} }
    ]
    const suspended = story({ spec: failJob, pods, commands })
    assert.match(suspended, /ended \(exit code 143\), gone\n/)
    assert.notInclude(suspended, "by rule")
    const indexed = { completionMode: "Indexed", completions: 1, backoffLimitPerIndex: 2 }
    const ofIndex = story({ spec: indexed, pods, commands })
    assert.match(ofIndex, /ended \(exit code 143\), gone\n/)
    assert.notInclude(ofIndex, "of its index")
  })

  it("for which several were asked reads for one and for many (LC-43)", () => {
    const podSpec = {
      initContainers: [{ name: "proxy", image: "busybox", restartPolicy: "Always" }]
    }
    const spec = { parallelism: 2, completions: 2 }
    const told = story({
      spec,
      podSpec,
      pods: [{ runFor: "5s", exitCode: 1 }],
      commands: [{ at: "6s", delete: {} }]
    })
    assert.match(told, /2 Pods asked to end: only sidecars were left: words-/)
  })
})

describe("a Pod past its deadline (LC-53)", () => {
  it("has failed for that, whatever its container ended with", () => {
    const told = story({
      spec: { backoffLimit: 0 },
      podSpec: { activeDeadlineSeconds: 3 },
      pods: [{ runFor: "forever", exitCode: 0 }]
    })
    assert.match(told, /failed \(DeadlineExceeded, exit code 0\)/)
  })
})

describe("the failure of a Pod", () => {
  it("is told without a reason where there is none (TR-13)", () => {
    const told = story({
      spec: { backoffLimit: 0 },
      pods: [{ conditions: [{ type: "DisruptionTarget", status: "True" }] }]
    })
    assert.match(told, /Pod \S+ failed \(exit code 0\); /)
  })
})
