import { describe, expect, it } from "vitest"
import { templateErrors } from "../Judged.ts"

const pod = (fields: object) =>
  templateErrors({ ...fields }).map((text) => text.replace("spec.template.spec.", ""))

describe("a Pod's spec", () => {
  it.each([
    [{ activeDeadlineSeconds: 1 }],
    [
      { hostname: "a", subdomain: "b", serviceAccountName: "c.d", nodeName: "n.x", priorityClassName: "high" }
    ],
    [{ dnsPolicy: "", preemptionPolicy: "Never", runtimeClassName: "gvisor" }],
    [
      {
        tolerations: [
          { operator: "Exists" },
          { key: "a/b", value: "c", effect: "NoExecute", tolerationSeconds: 1 }
        ]
      }
    ],
    [{ schedulingGates: [{ name: "a/b" }], nodeSelector: { "a/b": "c" } }],
    [{ terminationGracePeriodSeconds: -1 }]
  ])("may have %j", (fields) => expect(pod(fields)).toEqual([]))

  it.each([
    [
      { activeDeadlineSeconds: 0 },
      "activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive"
    ],
    [
      { dnsPolicy: "x" },
      'dnsPolicy: Unsupported value: "x": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"'
    ],
    [
      { preemptionPolicy: "x" },
      'preemptionPolicy: Unsupported value: "x": supported values: "PreemptLowerPriority", "Never"'
    ],
    [{ hostname: "a.b" }, 'hostname: Invalid value: "a.b": must not contain dots'],
    [
      { tolerations: [{}] },
      'tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"'
    ],
    [
      { tolerations: [{ key: "a", operator: "Exists", value: "b" }] },
      "tolerations[0].operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'"
    ],
    [
      { tolerations: [{ key: "a", operator: "In" }] },
      'tolerations[0].operator: Unsupported value: "In": supported values: "Equal", "Exists"'
    ],
    [
      { tolerations: [{ key: "a", effect: "No" }] },
      'tolerations[0].effect: Unsupported value: "No": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"'
    ],
    [
      { tolerations: [{ key: "a", tolerationSeconds: 1 }] },
      `tolerations[0].effect: Invalid value: "": effect must be 'NoExecute' when \`tolerationSeconds\` is set`
    ],
    [{ schedulingGates: [{ name: "a" }, { name: "a" }] }, 'schedulingGates[1]: Duplicate value: "a"'],
    [
      { hostnameOverride: "a", hostNetwork: true },
      "hostnameOverride: Forbidden: may not be specified when hostNetwork is true"
    ],
    [
      { ephemeralContainers: [{}] },
      "ephemeralContainers: Forbidden: ephemeral containers not allowed in pod template"
    ]
  ])("may not have %j", (fields, fault) => expect(pod(fields)).toEqual([fault]))

  it("has labels and annotations that are reported beside it", () => {
    expect(templateErrors({}, { labels: { "a b": "c" } })[0]).toMatch(
      /^spec\.template\.labels: Invalid value: "a b"/
    )
    expect(templateErrors({}, { annotations: { "a b": "c" } })[0]).toMatch(
      /^spec\.template\.annotations: Invalid value: "a b"/
    )
  })
})
