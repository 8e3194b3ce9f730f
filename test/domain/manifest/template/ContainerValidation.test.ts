import { describe, expect, it } from "vitest"
import { errors, templateErrors } from "../Judged.ts"

const dnsLabel =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with " +
  "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

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

  it("share their names with init containers, where the second is reported", () => {
    const [a, b] = ["a", "b"].map((name) => ({ name, image: "i" }))
    expect(errors({}, { containers: [a], initContainers: [b, a, b] })).toEqual([
      'spec.template.spec.initContainers[1].name: Duplicate value: "a"',
      'spec.template.spec.initContainers[2].name: Duplicate value: "b"'
    ])
  })

  it.each([
    [
      { imagePullPolicy: "Maybe" },
      'imagePullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", "Never"'
    ],
    [
      { terminationMessagePolicy: "x" },
      'terminationMessagePolicy: Unsupported value: "x": supported values: "File", "FallbackToLogsOnError"'
    ],
    [{ ports: [{}] }, "ports[0].containerPort: Required value"],
    [
      { ports: [{ containerPort: 65_536 }] },
      "ports[0].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive"
    ],
    [
      { ports: [{ containerPort: 1, hostPort: -1 }] },
      "ports[0].hostPort: Invalid value: -1: must be between 1 and 65535, inclusive"
    ],
    [
      { ports: [{ containerPort: 1, protocol: "IP" }] },
      'ports[0].protocol: Unsupported value: "IP": supported values: "SCTP", "TCP", "UDP"'
    ],
    [
      { ports: [{ containerPort: 1, name: "1" }] },
      'ports[0].name: Invalid value: "1": must contain at least one letter (a-z)'
    ],
    [
      {
        ports: [
          { containerPort: 1, name: "a" },
          { containerPort: 2, name: "a" }
        ]
      },
      'ports[1].name: Duplicate value: "a"'
    ],
    [
      {
        ports: [
          { containerPort: 1, hostPort: 9 },
          { containerPort: 2, hostPort: 9 }
        ]
      },
      'ports[1].hostPort: Duplicate value: "TCP//9"'
    ]
  ])("are refused for %j", (fields, fault) => {
    expect(templateErrors({ containers: [{ name: "a", image: "b", ...fields }] })).toEqual([
      `${path}[0].${fault}`
    ])
  })

  it("may have words left empty, which the API fills in", () => {
    const empty = {
      imagePullPolicy: "",
      terminationMessagePolicy: "",
      ports: [{ containerPort: 1, protocol: "" }]
    }
    expect(templateErrors({ containers: [{ name: "a", image: " ", ...empty }] })).toEqual([])
  })
})

describe("an init container (AJ-81)", () => {
  const init = (fields: object) =>
    templateErrors({ initContainers: [{ name: "i", image: "b", ...fields }] }).map((text) =>
      text.replace("spec.template.spec.initContainers[0].", "")
    )
  const hook = { exec: { command: ["true"] } }

  it("has no hooks and probes, unless it goes on running", () => {
    const fields = {
      lifecycle: { preStop: hook },
      livenessProbe: hook,
      readinessProbe: hook,
      startupProbe: hook
    }
    expect(init({ restartPolicy: "Always", ...fields })).toEqual([])
    expect(init(fields)).toEqual(
      ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"].map(
        (field) => `${field}: Forbidden: may not be set for init containers without restartPolicy=Always`
      )
    )
  })

  it.each(["Always", "Never", "OnFailure"])("may have the restartPolicy %s", (restartPolicy) =>
    expect(init({ restartPolicy })).toEqual([])
  )

  it("may have rules that restart it, or its whole Pod (LC-36)", () => {
    const exitCodes = { operator: "In", values: [42] }
    const withRules = (...actions: ReadonlyArray<string>) =>
      init({
        restartPolicy: "Never",
        restartPolicyRules: actions.map((action) => ({ action, exitCodes }))
      })
    expect(withRules("Restart", "RestartAllContainers")).toEqual([])
    expect(withRules("RestartPod")).toEqual([
      'restartPolicyRules[0].action: Unsupported value: "RestartPod": supported values: "Restart", "RestartAllContainers"'
    ])
  })

  it("has a restartPolicy that is known, beside rules", () => {
    expect(init({ restartPolicy: "Sometimes" })).toEqual([
      'restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "Never", "OnFailure"'
    ])
    const rule = { action: "Restart", exitCodes: { operator: "In", values: [1] } }
    expect(init({ restartPolicyRules: [rule] })).toEqual([
      "restartPolicy: Required value: must specify restartPolicy when restart rules are used"
    ])
    expect(
      init({ restartPolicy: "Never", restartPolicyRules: Array.from({ length: 21 }, () => rule) })
    ).toEqual(["restartPolicyRules: Too many: 21: must have at most 20 items"])
    expect(init({ restartPolicy: "Never", restartPolicyRules: [{ action: "Restart" }] })).toEqual([
      "restartPolicyRules[0].exitCodes: Required value: must be specified"
    ])
  })
})

describe("probes and hooks (AJ-81)", () => {
  const main = (fields: object) =>
    templateErrors({ containers: [{ name: "a", image: "b", ...fields }] }).map((text) =>
      text.replace("spec.template.spec.containers[0].", "")
    )

  it.each([
    [{ exec: { command: ["true"] } }],
    [{ httpGet: { port: "http" } }],
    [{ tcpSocket: { port: 80 } }],
    [{ grpc: { port: 80 } }]
  ])("may be %j", (handler) => expect(main({ livenessProbe: handler, readinessProbe: handler })).toEqual([]))

  it.each([
    [{ livenessProbe: {} }, "livenessProbe: Required value: must specify a handler type"],
    [{ livenessProbe: { exec: {} } }, "livenessProbe.exec.command: Required value"],
    [
      { startupProbe: { httpGet: { port: 0 } } },
      "startupProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive"
    ],
    [
      { startupProbe: { httpGet: { port: 1, scheme: "FTP" } } },
      'startupProbe.httpGet.scheme: Unsupported value: "FTP": supported values: "HTTP", "HTTPS"'
    ],
    [
      { livenessProbe: { exec: { command: ["a"] }, grpc: { port: 1 } } },
      "livenessProbe.grpc: Forbidden: may not specify more than 1 handler type"
    ],
    [
      { livenessProbe: { grpc: { port: 1 }, successThreshold: 2 } },
      "livenessProbe.successThreshold: Invalid value: 2: must be 1"
    ],
    [
      { livenessProbe: { grpc: { port: 1 }, periodSeconds: -1 } },
      "livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0"
    ],
    [
      { livenessProbe: { grpc: { port: 1 }, terminationGracePeriodSeconds: 0 } },
      "livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0"
    ],
    [
      { readinessProbe: { grpc: { port: 1 }, terminationGracePeriodSeconds: 1 } },
      "readinessProbe.terminationGracePeriodSeconds: Invalid value: 1: must not be set for readinessProbes"
    ],
    [{ lifecycle: { postStart: {} } }, "lifecycle.postStart: Required value: must specify a handler type"],
    [
      { lifecycle: { preStop: { sleep: { seconds: 31 } } } },
      "lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)"
    ]
  ])("are refused as %j", (fields, fault) => expect(main(fields)).toEqual([fault]))
})

describe("resources (AJ-82)", () => {
  const of = (resources: object) =>
    templateErrors({ containers: [{ name: "a", image: "b", resources }] }).map((text) =>
      text.replace("spec.template.spec.containers[0].resources.", "")
    )

  it("may be asked for below their limits", () => {
    expect(of({ requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: 1, "a.b/c": 2 } })).toEqual([])
    expect(of({ requests: { "hugepages-2Mi": "2Mi" }, limits: { "hugepages-2Mi": "2Mi" } })).toEqual([])
  })

  it.each([
    [{ requests: { cpu: -1 } }, 'requests[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    [
      { limits: { cpu: "1" }, requests: { cpu: "2" } },
      'requests: Invalid value: "2": must be less than or equal to cpu limit of 1'
    ],
    [{ limits: { gpu: 1 } }, 'limits[gpu]: Invalid value: "gpu": must be a standard resource for containers'],
    [{ limits: { "a.b/c": "1500m" } }, 'limits[a.b/c]: Invalid value: "1500m": must be an integer'],
    [
      { limits: { "a.b/c": 2 }, requests: { "a.b/c": 1 } },
      'requests: Invalid value: "1": must be equal to a.b/c limit of 2'
    ],
    [
      { requests: { "a.b/c": 1 } },
      "limits: Required value: Limit must be set for non overcommitable resources"
    ]
  ])("are refused as %j", (resources, fault) => expect(of(resources)).toEqual([fault]))
})
