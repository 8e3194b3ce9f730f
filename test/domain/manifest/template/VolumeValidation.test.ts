import { describe, expect, it } from "vitest"
import { templateErrors } from "../Judged.ts"

const volumes = (...all: ReadonlyArray<object>) =>
  templateErrors({ volumes: all }).map((text) => text.replace("spec.template.spec.volumes", ""))
const volume = (source: object) => volumes({ name: "v", ...source }).map((text) => text.replace("[0].", ""))

describe("a volume (AJ-79)", () => {
  it.each([
    [{}],
    [{ emptyDir: { sizeLimit: "1Gi" } }],
    [{ hostPath: { path: "/a", type: "" } }],
    [{ configMap: { name: "c", items: [{ key: "a", path: "b/c", mode: 0o400 }] } }],
    [{ secret: { secretName: "s", defaultMode: 0o777 } }],
    [{ persistentVolumeClaim: { claimName: "c" } }],
    [{ nfs: { server: "s", path: "/p" } }],
    [{ downwardAPI: { items: [{ path: "l", fieldRef: { fieldPath: "metadata.labels" } }] } }],
    [
      {
        downwardAPI: {
          items: [
            { path: "c", resourceFieldRef: { containerName: "main", resource: "limits.cpu", divisor: "1m" } }
          ]
        }
      }
    ],
    [{ csi: { driver: "d" } }]
  ])("may be %j", (source) => expect(volume(source)).toEqual([]))

  it("has a name of its own", () => {
    expect(volumes({})).toEqual(["[0].name: Required value"])
    expect(volumes({ name: "a" }, { name: "a" })).toEqual(['[1].name: Duplicate value: "a"'])
    expect(volumes({ name: "A" })[0]).toMatch(/^\[0\]\.name: Invalid value: "A": a lowercase RFC 1123 label/)
  })

  it("has one source, in the API's order and by its names", () => {
    expect(volume({ configMap: { name: "c" }, emptyDir: {}, downwardAPI: {}, cephfs: {} })).toEqual([
      "cephFS: Forbidden: may not specify more than 1 volume type",
      "downwarAPI: Forbidden: may not specify more than 1 volume type",
      "configMap: Forbidden: may not specify more than 1 volume type"
    ])
  })

  it.each([
    [
      { emptyDir: { sizeLimit: "-1" } },
      "emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity"
    ],
    [{ hostPath: {} }, "hostPath.path: Required value"],
    [{ hostPath: { path: "/a/../b" } }, `hostPath.path: Invalid value: "/a/../b": must not contain '..'`],
    [{ configMap: {} }, "configMap.name: Required value"],
    [{ secret: {} }, "secret.secretName: Required value"],
    [{ nfs: { server: "s", path: "p" } }, 'nfs.path: Invalid value: "p": must be an absolute path'],
    [{ persistentVolumeClaim: {} }, "persistentVolumeClaim.claimName: Required value"],
    [
      { secret: { secretName: "s", defaultMode: 512 } },
      "secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive"
    ],
    [
      { secret: { secretName: "s", items: [{ key: "a", path: "/b" }] } },
      'secret.items[0].path: Invalid value: "/b": must be a relative path'
    ],
    [
      { secret: { secretName: "s", items: [{ key: "a", path: "..b" }] } },
      `secret.items[0].path: Invalid value: "..b": must not start with '..'`
    ],
    [
      { downwardAPI: { items: [{ path: "a" }] } },
      "downwardAPI: Required value: one of fieldRef and resourceFieldRef is required"
    ],
    [
      { downwardAPI: { items: [{ path: "a", resourceFieldRef: { resource: "limits.cpu" } }] } },
      "downwardAPI.resourceFieldRef.containerName: Required value"
    ],
    [
      { projected: { sources: [{ secret: { name: "s" }, configMap: { name: "c" } }] } },
      "projected.sources[0]: Forbidden: may not specify more than 1 volume type per source"
    ],
    [{ projected: { sources: [{ serviceAccountToken: {} }] } }, "projected.path: Required value"],
    [
      {
        projected: {
          sources: [
            { configMap: { name: "c", items: [{ key: "a", path: "p" }] } },
            { downwardAPI: { items: [{ path: "p", fieldRef: { fieldPath: "metadata.uid" } }] } }
          ]
        }
      },
      'projected: Invalid value: "p": conflicting duplicate paths'
    ]
  ])("may not be %j", (source, fault) => expect(volume(source)).toEqual([fault]))

  it("tells files of fewer fields than variables", () =>
    expect(
      volume({ downwardAPI: { items: [{ path: "a", fieldRef: { fieldPath: "spec.nodeName" } }] } })
    ).toEqual([
      'downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"'
    ]))
})

describe("a mount (AJ-80)", () => {
  const all = [{ name: "v" }, { name: "c", persistentVolumeClaim: { claimName: "x" } }]
  const of = (fields: object) =>
    templateErrors({ volumes: all, containers: [{ name: "a", image: "b", ...fields }] }).map((text) =>
      text.replace("spec.template.spec.containers[0].", "")
    )
  const mount = (...fields: ReadonlyArray<object>) =>
    of({ volumeMounts: fields.map((one) => ({ name: "v", mountPath: "/v", ...one })) })

  it("may be of a volume, or of a part of it", () => {
    expect(mount({ subPath: "a/b" }, { mountPath: "/w", subPathExpr: "$(A)", readOnly: true })).toEqual([])
    expect(of({ volumeDevices: [{ name: "c", devicePath: "/dev/x" }] })).toEqual([])
  })

  it.each([
    [{ name: "w" }, 'volumeMounts[0].name: Not found: "w"'],
    [{ mountPath: "" }, "volumeMounts[0].mountPath: Required value"],
    [{ subPath: "/a" }, 'volumeMounts.subPath: Invalid value: "/a": must be a relative path'],
    [
      { subPath: "a", subPathExpr: "b" },
      'volumeMounts[0].subPathExpr: Invalid value: "b": subPathExpr and subPath are mutually exclusive'
    ],
    [
      { mountPropagation: "Up" },
      'volumeMounts.mountPropagation: Unsupported value: "Up": supported values: "Bidirectional", "HostToContainer", "None"'
    ],
    [
      { mountPropagation: "Bidirectional" },
      "volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers"
    ],
    [
      { recursiveReadOnly: "Enabled" },
      "volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true"
    ]
  ])("may not be %j", (fields, fault) => expect(mount(fields)).toEqual([fault]))

  it("has a path of its own", () =>
    expect(mount({}, {})).toEqual(['volumeMounts[1].mountPath: Invalid value: "/v": must be unique']))

  it("is of a volume that is good", () =>
    expect(
      templateErrors({
        volumes: [{ name: "v", secret: {} }],
        containers: [{ name: "a", image: "b", volumeMounts: [{ name: "v", mountPath: "/v" }] }]
      })
    ).toEqual([
      "spec.template.spec.volumes[0].secret.secretName: Required value",
      'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "v"'
    ]))

  it.each([
    [
      { name: "v", devicePath: "/d" },
      'volumeDevices[0].name: Invalid value: "v": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'
    ],
    [{ name: "w", devicePath: "/d" }, 'volumeDevices[0].name: Not found: "w"'],
    [{ name: "c" }, "volumeDevices[0].devicePath: Required value"],
    [
      { name: "c", devicePath: "/../d" },
      `volumeDevices[0].devicePath: Invalid value: "/../d": can not contain backsteps ('..')`
    ]
  ])("may not be the device %j", (device, fault) => expect(of({ volumeDevices: [device] })).toEqual([fault]))
})
